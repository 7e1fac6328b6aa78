export default definePageConfig({ navigationBarTitleText: '积分福利', enablePullDownRefresh: true });
