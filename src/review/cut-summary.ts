/** GitHub takes 65,535 bytes of a check run's summary; what is more would be refused whole. */
const MAX_SUMMARY = 60_000;

/** A check run's summary, cut at a line where it is too long. */
export function cutSummary(text: string): string {
  if (Buffer.byteLength(text) <= MAX_SUMMARY) return text;
  let end = Math.floor(MAX_SUMMARY / 4);
  while (Buffer.byteLength(text.slice(0, end + 1000)) <= MAX_SUMMARY) end += 1000;
  return `${text.slice(0, text.lastIndexOf("\n", end))}\n\n…`;
}
