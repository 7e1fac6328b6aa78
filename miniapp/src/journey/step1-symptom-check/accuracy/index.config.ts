export default definePageConfig({ navigationBarTitleText: '这个工具有多准' });
