/** What a token is: a word of letters, a figure, or a name that only a machine would spell (a host, a path, a handle). */
export type TokenKind = "word" | "number" | "name";

/** One word of a text, in lower case and with its contraction undone ("couldn't" is "could" and "not"). */
export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
  /** Where it stands in the text, in UTF-16 code units; both parts of a contraction share the place. */
  readonly start: number;
  readonly end: number;
  /** Inside quotation marks or inline code: somebody else's words, or a machine's. */
  readonly quoted: boolean;
}

/** A part of a text, in UTF-16 code units, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
