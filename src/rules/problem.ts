/** Something amiss in a file, with its place and the way out. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The key, as a path: `answered-by.0.says`; empty where the file as a whole is meant. */
  readonly key: string;
  readonly message: string;
}

/** One line a problem: file, line, key, and what would be right. */
export function formatProblem({ file, line, key, message }: Problem): string {
  return `${file}:${line}${key === "" ? "" : ` ${key}`}: ${message}`;
}
