export default definePageConfig({ navigationBarTitleText: '支付', enablePullDownRefresh: true });
