export default definePageConfig({ navigationBarTitleText: '健康资料', enablePullDownRefresh: true });
