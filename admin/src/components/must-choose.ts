/** A rule for a Select: antd marks a `required` one with an ARIA attribute that its element may not have. */
export const mustChoose = (words: string) => [
  {
    validator: (_: unknown, chosen: unknown) =>
      chosen === undefined || chosen === null ? Promise.reject(new Error(words)) : Promise.resolve(),
  },
];
