import path from 'node:path';
import type { IPluginContext } from '@tarojs/service';
import { ariaComponents } from './aria';

type Platform = {
  runtimePath: string | string[];
  template?: { mergeComponents(ctx: IPluginContext, patch: object): void };
};

/** Taro's templates leave out what screen readers need; this puts it on what we use. */
export default (ctx: IPluginContext): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: Platform) {
      if (!platform.template) return;
      platform.template.mergeComponents(ctx, ariaComponents);
      platform.runtimePath = [platform.runtimePath, path.resolve(__dirname, 'aria-runtime.ts')].flat();
    },
  });
};
