export const CHROMIUM: string;
export function installed(): { mariadb: boolean; redis: boolean; chromium: boolean };
export function freePort(): Promise<number>;
export function waitForPort(port: number, ms?: number): Promise<void>;
export function startMariadb(): Promise<{ url: string; stop(): Promise<void> }>;
export function startRedis(): Promise<{ url: string; stop(): Promise<void> }>;
