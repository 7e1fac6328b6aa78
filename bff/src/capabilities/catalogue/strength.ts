const IN_MG: Record<string, number> = {
  kg: 1_000_000,
  g: 1000,
  克: 1000,
  mg: 1,
  毫克: 1,
  ug: 0.001,
  μg: 0.001,
  微克: 0.001,
};

/** `0.25 g` and `250mg` are the same strength; what holds no mass is compared as text. */
export const sameStrength = (a: string, b: string): boolean => inMilligrams(a) === inMilligrams(b);

const inMilligrams = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .toLowerCase()
    .replace(
      /(\d+(?:\.\d+)?)(kg|mg|g|ug|μg|毫克|微克|克)(?![a-z])/g,
      (_, amount: string, unit: string) => `${+(Number(amount) * IN_MG[unit]!).toFixed(6)}mg`,
    );
