import type { UserConfigExport } from '@tarojs/cli';

const development: UserConfigExport<'webpack5'> = {
  logger: { quiet: false, stats: true },
  h5: {
    devServer: {
      port: 10086,
      proxy: [{ context: ['/api', '/socket.io'], target: 'http://127.0.0.1:8080', ws: true }],
    },
  },
};

export default development;
