export default definePageConfig({
  navigationBarTitleText: '杏林',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
});
