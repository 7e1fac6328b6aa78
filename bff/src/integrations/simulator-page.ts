import type { Reply } from './simulator-kit.ts';

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
:root{color-scheme:light dark;--ink:#1f2329;--dim:#646a73;--paper:#fff;--ground:#f2f3f5;--line:#dee0e3;--go:#0a7d3f;--on-go:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#ebebeb;--dim:#a6a6a6;--paper:#1f1f1f;--ground:#141414;--line:#3a3a3a;--go:#3ecf7a;--on-go:#06240f}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:430px;min-height:100vh;margin:0 auto;padding:24px 16px 40px}
.note{margin:0 0 20px;padding:10px 14px;border:1px dashed var(--dim);border-radius:8px;color:var(--dim);font-size:14px}
h1{margin:0 0 16px;font-size:22px;line-height:1.4}
h2{margin:24px 0 8px;font-size:14px;font-weight:600;color:var(--dim)}
ul{list-style:none;margin:0;padding:0;background:var(--paper);border-radius:12px;overflow:hidden}
li+li{border-top:1px solid var(--line)}
li a{display:flex;justify-content:space-between;align-items:center;gap:12px;min-height:56px;padding:8px 16px;color:inherit;text-decoration:none}
li a small{color:var(--dim);text-align:right}
.card{background:var(--paper);border-radius:12px;padding:28px 16px;text-align:center}
.amount{margin:4px 0;font-size:40px;font-weight:700;font-variant-numeric:tabular-nums}
.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:52px;margin-top:16px;border:1px solid var(--line);border-radius:10px;background:var(--paper);color:var(--ink);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.go{border-color:var(--go);background:var(--go);color:var(--on-go)}
a:focus-visible,button:focus-visible{outline:3px solid var(--go);outline-offset:2px}
`;

/** A plain page of a simulator: one column, no script, nothing loaded from anywhere. `formTo`: where a form of it may lead. */
export function page(title: string, main: string, options: { status?: number; formTo?: string } = {}): Reply {
  const formAction = ["'self'", options.formTo].filter(Boolean).join(' ');
  return {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action ${formAction}`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body:
      `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">` +
      `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>` +
      `<style>${STYLE}</style></head><body><main>${main}</main></body></html>`,
  };
}

/** The same page when it cannot go on. */
export const refusalPage = (title: string, why: string): Reply =>
  page(title, `<h1>${escapeHtml(title)}</h1><p role="alert">${escapeHtml(why)}</p>`, { status: 400 });
