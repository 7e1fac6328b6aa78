export default definePageConfig({ navigationBarTitleText: '审方记录', enablePullDownRefresh: true });
