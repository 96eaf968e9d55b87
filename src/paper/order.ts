/** What the press hands to its thread. */
export interface Order {
  readonly id: number;
  /** JSON. */
  readonly values: string;
  /** Seconds since 1970, as the PDF tells its making. */
  readonly at: number;
}

export type Answer = { readonly id: number } & ({ readonly pdf: Uint8Array } | { readonly problem: string });
