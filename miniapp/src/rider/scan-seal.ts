/** Browsers have no scanner here: the number is typed. */
export const canScan = false;
export const scanSeal = async (): Promise<string | null> => null;
