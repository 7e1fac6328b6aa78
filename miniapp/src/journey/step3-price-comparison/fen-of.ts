/** `12.5` yuan as people type it → 1250 fen; null when it is no amount. */
export function fenOf(text: string): number | null {
  const found = /^(\d{1,5})(?:[.。](\d{1,2}))?$/.exec(text.trim());
  if (!found) return null;
  const fen = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return fen > 0 ? fen : null;
}
