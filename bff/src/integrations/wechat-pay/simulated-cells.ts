/** How the platform's bills write money and moments, and what it keeps. */
export const yuan = (fen: number) => (fen / 100).toFixed(2);
export const fee = (fen: number) => Math.floor(fen * 0.006 + 0.5);
export const chinaDay = (at: number) => new Date(at + 28_800_000).toISOString().slice(0, 10);
export const chinaClock = (at: number) =>
  new Date(at + 28_800_000).toISOString().slice(0, 19).replace('T', ' ');
