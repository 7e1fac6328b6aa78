export default definePageConfig({ navigationBarTitleText: '补付配送费', enablePullDownRefresh: true });
