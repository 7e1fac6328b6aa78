export default definePageConfig({ navigationBarTitleText: '互联网复诊', enablePullDownRefresh: true });
