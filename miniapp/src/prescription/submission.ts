const FULL_WIDTH_OFFSET = 0xfee0;

/** The number as the platform writes it: people type blanks, small letters and full-width characters. */
export const traceCodeOf = (typed: string): string =>
  typed
    .replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/[\s-]/g, '')
    .toUpperCase();

export const traceCodeFault = (typed: string): string | undefined =>
  /^RX\d{12,18}$/.test(traceCodeOf(typed)) ? undefined : '编号以 RX 开头，后面是 12 到 18 位数字，请核对';
