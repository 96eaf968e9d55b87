/** A word, or a number or code that stands in a box of its own, from left to right. */
export type Piece = string | { readonly code: string };
export type Cell = Piece | readonly Piece[];

export interface PaperTable {
  /** `share` of the width; a column of numbers is set flush with its last digits. */
  readonly columns: readonly { readonly title: string; readonly share: number; readonly numbers?: boolean }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total?: readonly Cell[];
}

/** What stands below a heading; a table's first row is repeated on every page that it goes on to. */
export type Block =
  | { readonly pairs: readonly { readonly label: string; readonly value: Cell }[] }
  | { readonly table: PaperTable }
  /** A paragraph; `quiet`: a remark below what it is about. */
  | { readonly words: string; readonly quiet?: boolean };

/** A paper to be printed, as values: the template lays them out, and none of them can be more than words to it. */
export interface Paper {
  readonly language: 'ar' | 'en';
  readonly from: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: Cell }[];
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
  readonly foot: {
    readonly about: Cell;
    /** Before the mark of the contents, by which a print is told from a changed one. */
    readonly mark: string;
    readonly page: string;
    readonly of: string;
  };
}

/** A picture to be drawn, with its words in its reader's language and digits. */
export interface DrawnPicture {
  readonly language: 'ar' | 'en';
  readonly words: { readonly [name: string]: string };
  /** January to December. */
  readonly months: readonly string[];
  readonly values: unknown;
}
