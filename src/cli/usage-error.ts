/** Something that was asked for in a way that can't be understood; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
