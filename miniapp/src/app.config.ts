import theme from './theme.json';

// Taro also bundles this file to watch it, and webpack cannot import from Node.
const { existsSync, readdirSync } = process.getBuiltinModule('node:fs');
const path = process.getBuiltinModule('node:path');

// Read by the build, never shipped: a page is a `.tsx` file with a `.config.ts` beside it.
const source = path.resolve(process.cwd(), 'src');
const isPage = (page: string) => existsSync(path.join(source, `${page}.config.ts`));

const subpackageRoots = [
  'journey/step1-symptom-check',
  'journey/step2-nearby-stock',
  'journey/step3-price-comparison',
  'journey/step4-live-tracking',
  'journey/step5-medication',
  'journey/step6-health-record',
  'journey/step7-rewards',
  'checkout',
  'prescription',
  'rider',
  'pharmacist',
];

function pagesIn(root: string): string[] {
  const folder = path.join(source, root);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.config.ts'))
    .map((file) => file.slice(0, -'.config.ts'.length).split(path.sep).join('/'))
    .sort((a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b));
}

const subPackages = subpackageRoots
  .map((root) => ({ root, pages: pagesIn(root) }))
  .filter(({ pages }) => pages.length > 0);

const tab = (pagePath: string, text: string, icon: string) => ({
  pagePath,
  text,
  iconPath: `assets/tab/${icon}.png`,
  selectedIconPath: `assets/tab/${icon}-on.png`,
});

// Browsers know no theme.json: there the style sheet re-colours for dark mode.
const themed = (name: keyof typeof theme.light) =>
  process.env.TARO_ENV === 'h5' ? theme.light[name] : `@${name}`;

const preload = 'journey/step1-symptom-check';

export default defineAppConfig({
  pages: [
    'home/index',
    'find/index',
    'orders/index',
    'account/index',
    'account/sign-in/index',
    'account/consents/index',
    'account/privacy/index',
    'account/messages/index',
    'open/index',
  ].filter(isPage),
  subPackages,
  ...(subPackages.some(({ root }) => root === preload) && {
    preloadRule: { 'home/index': { network: 'all', packages: [preload] } },
  }),
  tabBar: {
    color: themed('tabText'),
    selectedColor: themed('tabSelected'),
    backgroundColor: themed('tabBackground'),
    borderStyle: themed('tabBorder') as 'white',
    list: [
      tab('home/index', '首页', 'home'),
      tab('find/index', '找药', 'find'),
      tab('orders/index', '订单', 'orders'),
      tab('account/index', '我的', 'account'),
    ].filter(({ pagePath }) => isPage(pagePath)),
  },
  window: {
    navigationBarTitleText: '杏林',
    navigationBarBackgroundColor: themed('navBackground'),
    navigationBarTextStyle: themed('navText'),
    backgroundColor: themed('pageBackground'),
    backgroundTextStyle: themed('pullText'),
  },
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  requiredPrivateInfos: ['getLocation', 'chooseLocation', 'onLocationChange', 'startLocationUpdate'],
  permission: { 'scope.userLocation': { desc: '用于查找附近有货的药店和估算送达时间' } },
  // Leaving a page before its animation ends shows a blank one in the browser.
  ...(process.env.TARO_ENV === 'h5' && { animation: false }),
});
