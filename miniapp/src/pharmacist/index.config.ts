export default definePageConfig({ navigationBarTitleText: '药师工作台', enablePullDownRefresh: true });
