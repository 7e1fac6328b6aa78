import { createRequire } from 'node:module';
import vm from 'node:vm';
import type { HostLog } from './log.ts';

/** A node as WeChat's compiled templates give it. */
export type Node = {
  tag: string;
  attr?: Record<string, unknown>;
  children: (Node | string | number)[];
  parent?: Node;
};
export type Render = (page: string, data: object) => Node;

/**
 * Compiles the templates of a build with WeChat's own compiler. They run in a realm of their own: their runtime cannot be
 * evaluated twice in one, and wxs sees only data made inside it.
 */
export function compileTemplates(dist: string, log: HostLog): Render {
  const compiler = createRequire(import.meta.url)('miniprogram-compiler') as {
    wxmlToJs(root: string): string;
  };
  const complain = (...words: unknown[]) => void log.wxml.push(words.map(String).join(' '));
  const quiet = () => {};
  const realm = vm.createContext({
    console: { log: quiet, info: quiet, debug: quiet, warn: complain, error: complain },
    setTimeout: quiet,
    __wxAppCode__: {},
  });
  vm.runInContext(
    `var window = globalThis; var __gwx = (function () { ${compiler.wxmlToJs(dist)} })();`,
    realm,
  );
  const run = vm.runInContext('(function (page, data) { return __gwx(page)(JSON.parse(data)); })', realm) as (
    page: string,
    data: string,
  ) => Node;

  const render: Render = (page, data) => expand(run(`${page}.wxml`, JSON.stringify(data)));
  // Deep trees go on in Taro's recursive component, which gets its part as property `i`.
  const expand = (node: Node): Node => {
    const inside =
      node.tag === 'wx-comp' ? run('comp.wxml', JSON.stringify({ ...node.attr })).children : node.children;
    const copy: Node = { ...node, children: [] };
    copy.children = inside.map((child) =>
      typeof child === 'object' ? Object.assign(expand(child), { parent: copy }) : child,
    );
    return copy;
  };
  return render;
}

/** The words in a node, a line for each block. */
export function textOf(node: Node): string {
  const own = node.attr?.['value'] ?? node.attr?.['placeholder'];
  const pieces: string[] = [];
  let inline = false;
  for (const child of node.children) {
    const text = typeof child === 'object' ? textOf(child) : String(child);
    const runsOn = typeof child !== 'object' || child.tag === 'wx-text';
    if (runsOn && inline) pieces[pieces.length - 1] += text;
    else pieces.push(text);
    inline = runsOn;
  }
  if ((node.tag === 'wx-input' || node.tag === 'wx-textarea') && own) pieces.unshift(own as string);
  return pieces.filter((piece) => piece.trim() !== '').join('\n');
}

const all = (node: Node): Node[] => [
  node,
  ...node.children.flatMap((child) => (typeof child === 'object' ? all(child) : [])),
];
const label = ({ attr }: Node) => ((attr?.['aria-label'] ?? attr?.['ariaLabel']) as string | undefined) ?? '';
const squeeze = (text: string) => text.replace(/\s+/g, '');

/** Nodes by `#id`, by `.class`, or by what a person sees or hears: exact words first, then words that contain them. */
export function findAll(root: Node, wanted: string): Node[] {
  const nodes = all(root);
  if (wanted.startsWith('#')) return nodes.filter(({ attr }) => attr?.['id'] === wanted.slice(1));
  if (wanted.startsWith('.'))
    return nodes.filter(({ attr }) =>
      ((attr?.['class'] as string | undefined) ?? '').split(/\s+/).includes(wanted.slice(1)),
    );
  const words = squeeze(wanted);
  const deepest = (matches: Node[]) =>
    matches.filter((node) => !matches.some((other) => other !== node && all(node).includes(other)));
  const exact = nodes.filter((node) => squeeze(textOf(node)) === words || label(node) === wanted);
  if (exact.length > 0) return deepest(exact);
  return deepest(nodes.filter((node) => squeeze(textOf(node)).includes(words)));
}
