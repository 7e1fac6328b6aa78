/** Files nobody may reach by an address: kept by a random key, already encrypted when they arrive. */
export type PrivateFiles = {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none under this key. */
  get(key: string): Promise<Buffer | null>;
  /** Safe to repeat. */
  remove(key: string): Promise<void>;
};
