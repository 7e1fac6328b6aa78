export default definePageConfig({ navigationBarTitleText: '我的处方', enablePullDownRefresh: true });
