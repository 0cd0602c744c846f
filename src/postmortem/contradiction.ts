import type { Contradiction, Span } from "./model.ts";

/** Two statements that can't both hold, with the lines of both. */
export function contradiction(
  kind: Contradiction["kind"],
  text: string,
  span: Span,
  other: Span = span,
): Contradiction {
  return { kind, text, span, other };
}
