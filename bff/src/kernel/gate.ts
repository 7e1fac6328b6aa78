/**
 * Lets `width` pieces of work run at a time; the others wait in the order they came, `depth` of them at most. Whoever comes when
 * the queue is full is told so at once by `full`.
 */
export function gate(width: number, depth: number, full: () => Error) {
  const waiting: (() => void)[] = [];
  let running = 0;
  const leave = () => {
    const next = waiting.shift();
    // The place goes straight to the next in line, so nobody can slip in between.
    if (next) next();
    else running -= 1;
  };
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < width) running += 1;
    else if (waiting.length >= depth) throw full();
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
