/** What the press hands to its thread. */
export interface Order {
  readonly id: number;
  readonly template: 'paper' | 'study';
  /** JSON. */
  readonly values: string;
  /** Seconds since 1970, as the PDF tells its making. */
  readonly at: number;
}

export type Printed = { readonly pdf: Uint8Array } | { readonly svg: string };
export type Answer = { readonly id: number } & (Printed | { readonly problem: string });
