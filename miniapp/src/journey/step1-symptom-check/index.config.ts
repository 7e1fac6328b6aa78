export default definePageConfig({ navigationBarTitleText: '症状自查', enablePullDownRefresh: true });
