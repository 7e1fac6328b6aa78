import type { UserConfigExport } from '@tarojs/cli';

const development: UserConfigExport<'webpack5'> = {
  logger: { quiet: false, stats: true },
  h5: {
    // The BFF serves the folder at `/`, so the server that Taro insists on only has to write it, for nobody else to see.
    devServer: {
      host: '127.0.0.1',
      port: 10086,
      open: false,
      hot: false,
      liveReload: false,
      devMiddleware: { writeToDisk: true },
    },
  },
};

export default development;
