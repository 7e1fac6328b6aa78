export default definePageConfig({ navigationBarTitleText: '价格反馈', enablePullDownRefresh: true });
