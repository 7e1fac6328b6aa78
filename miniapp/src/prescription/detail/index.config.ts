export default definePageConfig({ navigationBarTitleText: '处方', enablePullDownRefresh: true });
