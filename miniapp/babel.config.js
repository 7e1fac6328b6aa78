module.exports = {
  presets: [['taro', { framework: 'react', ts: { onlyRemoveTypeImports: true }, compiler: 'webpack5' }]],
};
