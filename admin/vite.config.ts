import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const modules = (names: string) => new RegExp(`[\\\\/]node_modules[\\\\/](${names})[\\\\/]`);

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The pro components alone are larger than the default limit; they change rarely and are cached for a year.
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: modules('react|react-dom|react-router|react-router-dom|scheduler|@tanstack'),
              priority: 3,
            },
            {
              name: 'antd',
              test: modules('antd|@ant-design[\\\\/](?!pro-)[a-z-]+|rc-[a-z-]+|@rc-component|dayjs'),
              priority: 2,
            },
            { name: 'pro', test: modules('@ant-design[\\\\/]pro-[a-z-]+'), priority: 1 },
          ],
        },
      },
    },
  },
});
