/** Where the BFF is: empty in a browser (same origin), set when the mini-program is built. */
declare const API_ORIGIN: string;
declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5';
    TARO_APP_API_ORIGIN?: string;
  }
}
