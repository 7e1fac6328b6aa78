import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Filters and page of a list, kept in the address so that it can be shared, reloaded and gone back to. */
export function useUrlFilters<Name extends string>(names: readonly Name[]) {
  const [search, setSearch] = useSearchParams();
  const values: Partial<Record<Name, string>> = {};
  for (const name of names) values[name] = search.get(name) || undefined;
  const set = useCallback(
    (changes: Partial<Record<Name, string | undefined>>) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries<string | undefined>(changes))
            if (value) after.set(name, value);
            else after.delete(name);
          // Another filter is another list, which begins at its first page.
          after.delete('page');
          return after;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return [values, set] as const;
}

const PAGE_SIZES = [10, 20, 50, 100];
const DEFAULT_SIZE = 20;

const whole = (text: string | null): number => (text && /^\d{1,5}$/.test(text) ? Number(text) : 0);

/** The page asked for in the address; anything that is no page is the first one. */
export function pageIn(search: URLSearchParams): { page: number; pageSize: number } {
  const size = whole(search.get('pageSize'));
  return {
    page: Math.min(Math.max(whole(search.get('page')), 1), 10_000),
    pageSize: PAGE_SIZES.includes(size) ? size : DEFAULT_SIZE,
  };
}

/** Page and page size of a list, in the address. */
export function useUrlPage() {
  const [search, setSearch] = useSearchParams();
  const turnTo = (page: number, pageSize: number, how?: { replace: boolean }) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (page > 1) after.set('page', String(page));
      else after.delete('page');
      if (pageSize === DEFAULT_SIZE) after.delete('pageSize');
      else after.set('pageSize', String(pageSize));
      return after;
    }, how);
  return { ...pageIn(search), turnTo, sizes: PAGE_SIZES };
}
