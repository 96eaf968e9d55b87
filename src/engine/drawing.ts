/** The picture of a study: these numbers, drawn when its message is sent, in its reader's language and digits. */
export interface Drawing {
  readonly kind: 'study';
  /** The project in the family's own words. */
  readonly project: string;
  /** Of an average month; the costs are materials and fixed ones. */
  readonly salesHalalas: number;
  readonly costsHalalas: number;
  /** January to December; a strong one is of a season. */
  readonly months: readonly {
    readonly salesHalalas: number;
    readonly costsHalalas: number;
    readonly isStrong: boolean;
  }[];
  /** What instalments take a month: chosen, or the most that they may. */
  readonly instalmentHalalas: number;
  readonly isChosen: boolean;
}
