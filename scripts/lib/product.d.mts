export type ProductOptions = {
  port: number;
  host?: string;
  /** Where the data lie. */
  folder?: string;
  say?: (line: string) => void;
  onExit?: (code: number | null) => void;
  bffArgs?: string[];
  env?: Record<string, string>;
};
export function startProduct(options: ProductOptions): Promise<{
  origin: string;
  controls: Record<string, { control: string; origin: string }>;
  environment: Record<string, string>;
  staff: {
    role: string;
    name: string;
    username: string;
    password: string;
    totpSecret: string;
    store?: string;
  }[];
}>;
