export default definePageConfig({ navigationBarTitleText: '找药', enablePullDownRefresh: true });
