export default definePageConfig({ navigationBarTitleText: '附近有货', enablePullDownRefresh: true });
