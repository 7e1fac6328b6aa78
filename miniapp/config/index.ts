import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type UserConfigExport } from '@tarojs/cli';
import type Webpack from 'webpack';
import development from './dev';
import production from './prod';

const here = (file: string) => path.resolve(__dirname, '..', file);
const sharedSource = here('../shared/src');

// Published as ES2020 and later, which the JavaScriptCore of older iPhones cannot read.
const tooModern = /node_modules[\\/](@tanstack|zustand|zod|socket\.io|engine\.io|@socket\.io|@amap)/;
const compile = { include: [sharedSource, here('config'), (file: string) => tooModern.test(file)] };

/** Taro picks `x.weapp.ts` only for imports without a suffix; ours carry one, so it is picked here. */
function preferWeappFiles(webpack: typeof Webpack) {
  return new webpack.NormalModuleReplacementPlugin(/^\..*\.tsx?$/, (resource) => {
    const weapp = resource.request.replace(/\.(tsx?)$/, '.weapp.$1');
    if (existsSync(path.resolve(resource.context, weapp))) resource.request = weapp;
  });
}

/** Pages are found in the file tree, which the compiler's cache does not watch: a new page would be missing from the app. */
function pagesVersion(): string {
  const files = readdirSync(here('src'), { recursive: true, encoding: 'utf8' });
  const hash = createHash('sha256');
  for (const file of files.filter((name) => name.endsWith('.config.ts')).sort())
    hash.update(file).update(readFileSync(here(`src/${file}`)));
  return hash.digest('hex').slice(0, 16);
}

const polyfill = here('src/client/abort-controller.ts');

export default defineConfig<'webpack5'>(async (merge) => {
  const weapp = process.env.TARO_ENV === 'weapp';
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'xinglin',
    date: '2026-11-22',
    designWidth: 375,
    deviceRatio: { 375: 2, 750: 1 },
    // npm nests it under this package; taro-h5 looks for it from the root.
    alias: {
      '@tarojs/plugin-framework-react': path.dirname(
        require.resolve('@tarojs/plugin-framework-react/package.json'),
      ),
    },
    plugins: [here('config/aria-plugin.ts')],
    // Named by address at run time, so webpack does not see them.
    copy: {
      patterns: ['share.jpg', 'map'].map((name) => ({
        from: `src/assets/${name}`,
        to: `dist/${process.env.TARO_ENV}/assets/${name}`,
      })),
      options: {},
    },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: true, name: `${process.env.NODE_ENV}-${process.env.TARO_ENV}-${pagesVersion()}` },
    jsMinimizer: 'esbuild',
    cssMinimizer: 'csso',
    esbuild: { minify: { enable: true, config: { target: 'es2019' } } },
    defineConstants: {
      API_ORIGIN: JSON.stringify(process.env.TARO_APP_API_ORIGIN ?? (weapp ? 'http://127.0.0.1:8080' : '')),
    },
    mini: {
      compile,
      optimizeMainPackage: { enable: true },
      postcss: { pxtransform: { enable: true, config: {} } },
      miniCssExtractPluginOption: { ignoreOrder: true },
      webpackChain(chain, webpack) {
        chain.plugin('weapp-files').use(preferWeappFiles(webpack));
        // react-query waits for ever where AbortController is missing.
        chain
          .plugin('abort-controller')
          .use(webpack.ProvidePlugin, [
            { AbortController: [polyfill, 'AbortController'], AbortSignal: [polyfill, 'AbortSignal'] },
          ]);
      },
    },
    h5: {
      compile,
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      // The root size stops growing at 430 px: on a desktop the app is a phone-wide column.
      postcss: {
        autoprefixer: { enable: true },
        pxtransform: { enable: true, config: { maxRootSize: 23, minRootSize: 17 } },
      },
      webpackChain(chain) {
        chain.performance.hints(false);
        // By default each page chunk carries its own copy of Taro's components.
        chain.optimization.splitChunks({
          chunks: 'all',
          maxInitialRequests: 20,
          cacheGroups: {
            default: false,
            defaultVendors: false,
            taro: { name: 'taro', test: /node_modules[\\/]@(tarojs|stencil)/, priority: 100 },
            live: {
              name: 'live',
              test: /node_modules[\\/](socket\.io|engine\.io|@socket\.io)/,
              priority: 90,
            },
            vendors: { name: 'vendors', test: /node_modules/, chunks: 'initial', priority: 10 },
            common: { name: 'common', minChunks: 2, minSize: 0, priority: 1, reuseExistingChunk: true },
          },
        });
      },
    },
  };
  return merge({}, base, process.env.NODE_ENV === 'development' ? development : production);
});
