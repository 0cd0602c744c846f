import picomatch from "picomatch";

/** Whether a path fits one of some globs. Hidden files and folders are paths like others. */
export function fits(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => picomatch.isMatch(path, glob, { dot: true }));
}

/** Whether a rule's id fits a pattern in which `*` stands for any part of it: `impact/*`. */
export function fitsRule(id: string, pattern: string): boolean {
  const [head, ...tail] = pattern.split("*");
  if (tail.length === 0) return id === pattern;
  if (!id.startsWith(head!)) return false;
  let at = head!.length;
  for (const [index, part] of tail.entries()) {
    const isLast = index === tail.length - 1;
    const found = isLast ? Math.max(at, id.length - part.length) : id.indexOf(part, at);
    if (found < at || !id.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return at === id.length;
}
