export type Item = { id: string };

/** Without the repeats that appear when something new pushes the pages down while one reads on. */
export function once<T extends Item>(pages: readonly { items: readonly T[] }[]): T[] {
  const byId = new Map(pages.flatMap(({ items }) => items).map((item) => [item.id, item]));
  return [...byId.values()];
}

/** The number of the page to read next; undefined when everything was read. */
export const nextPage = (
  last: { total: number },
  pages: readonly { items: readonly unknown[] }[],
): number | undefined =>
  pages.at(-1)!.items.length > 0 && pages.reduce((sum, { items }) => sum + items.length, 0) < last.total
    ? pages.length + 1
    : undefined;
