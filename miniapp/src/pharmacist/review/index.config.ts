export default definePageConfig({ navigationBarTitleText: '审方', enablePullDownRefresh: true });
