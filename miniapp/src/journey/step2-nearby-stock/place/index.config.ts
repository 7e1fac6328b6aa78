export default definePageConfig({ navigationBarTitleText: '选择收货位置', enablePullDownRefresh: true });
