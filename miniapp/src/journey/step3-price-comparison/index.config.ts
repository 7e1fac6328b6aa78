export default definePageConfig({ navigationBarTitleText: '比价', enablePullDownRefresh: true });
