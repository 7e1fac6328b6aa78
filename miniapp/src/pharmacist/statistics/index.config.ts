export default definePageConfig({ navigationBarTitleText: '我的审方统计' });
