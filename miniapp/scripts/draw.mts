/** Draws what is drawn once and checked in: `npx tsx miniapp/scripts/draw.mts` (wants chromium for the tab icons). */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { drugPictures } from './drug-pictures.mts';
import { icons } from './icons.mts';

const source = path.resolve(import.meta.dirname, '../src');
const dataUri = (svg: string) =>
  `url("data:image/svg+xml,${svg.replace(/"/g, "'").replace(/[%#<>]/g, (c) => encodeURIComponent(c))}")`;
const head = '// Written by scripts/draw.mts; edit the drawings there.\n';

const outline = (body: string, colour: string, width = 1.8, size = 24) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`;

// A mask over the current colour: the icon follows its text into dark and elder mode.
const iconRules = Object.entries(icons).map(([name, body]) => {
  const uri = dataUri(outline(body, '#000'));
  return `.icon--${name} {\n  -webkit-mask-image: ${uri};\n}\n`;
});
writeFileSync(path.join(source, 'ui/icon-shapes.scss'), `${head}${iconRules.join('')}`);
writeFileSync(
  path.join(source, 'ui/icon-names.ts'),
  `${head}export type IconName =\n${Object.keys(icons)
    .map((name) => `  | '${name}'`)
    .join('\n')};\n`,
);

const pictureRules = Object.entries(drugPictures).map(
  ([name, body]) =>
    `.drug-picture--${name} {\n  background-image: ${dataUri(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${body}</svg>`)};\n}\n`,
);
writeFileSync(path.join(source, 'ui/drug-picture-shapes.scss'), `${head}${pictureRules.join('')}`);

const png = async (file: string, size: number, svg: string) => {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: file, omitBackground: true });
};
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const page = await browser.newPage();
mkdirSync(path.join(source, 'assets/tab'), { recursive: true });
for (const name of ['home', 'find', 'orders', 'account']) {
  const file = (suffix: string) => path.join(source, `assets/tab/${name}${suffix}.png`);
  await png(file(''), 81, outline(icons[name]!, '#7b8884', 1.6, 81));
  await png(
    file('-on'),
    81,
    outline(icons[name]!, '#12897f', 2, 81).replace('fill="none"', 'fill="#12897f" fill-opacity=".16"'),
  );
}
mkdirSync(path.join(source, 'assets/map'), { recursive: true });
const pins = {
  store: ['#0f766e', icons.store!],
  home: ['#a4511a', icons.home!],
  rider: ['#b45309', icons.rider!],
} as const;
for (const [name, [colour, body]] of Object.entries(pins)) {
  const pin = (fill: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="112" viewBox="0 0 48 56"><path d="M24 55C13 42 4 34 4 22a20 20 0 0 1 40 0c0 12-9 20-20 33z" fill="${fill}" stroke="#fff" stroke-width="2.5"/><g transform="translate(12 10)" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</g></svg>`;
  await page.setViewportSize({ width: 96, height: 112 });
  await page.setContent(`<style>*{margin:0}svg{display:block}</style>${pin(colour)}`);
  await page.screenshot({ path: path.join(source, `assets/map/${name}.png`), omitBackground: true });
}
await png(
  path.join(source, 'assets/map/me.png'),
  72,
  '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72" viewBox="0 0 36 36"><circle cx="18" cy="18" r="16" fill="#2563eb" fill-opacity=".18"/><circle cx="18" cy="18" r="8" fill="#2563eb" stroke="#fff" stroke-width="3"/></svg>',
);
// 5:4, what friends see: nothing but the name of the house.
const petal = (turn: number) =>
  `<circle cx="250" cy="118" r="46" fill="#ffd9b8" transform="rotate(${turn} 250 170)"/>`;
await page.setViewportSize({ width: 500, height: 400 });
await page.setContent(
  `<style>*{margin:0}svg{display:block}</style><svg xmlns="http://www.w3.org/2000/svg" width="500" height="400"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#0a5850"/><stop offset="1" stop-color="#1b8478"/></linearGradient></defs><rect width="500" height="400" fill="url(#g)"/><circle cx="450" cy="380" r="130" fill="#f0a66a" fill-opacity=".3"/>${[0, 72, 144, 216, 288].map(petal).join('')}<circle cx="250" cy="170" r="40" fill="#f0a66a"/><path d="M250 150v40M230 170h40" stroke="#fff" stroke-width="11" stroke-linecap="round"/><text x="250" y="312" font-size="46" font-weight="700" fill="#fff" text-anchor="middle" letter-spacing="12" font-family="Noto Sans CJK SC">杏林</text><text x="250" y="352" font-size="22" fill="#e2f1ee" text-anchor="middle" font-family="Noto Sans CJK SC">身边的药房，陪您好起来</text></svg>`,
);
await page.screenshot({ path: path.join(source, 'assets/share.jpg'), type: 'jpeg', quality: 82 });
await browser.close();
