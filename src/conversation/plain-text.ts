/** Nobody's reply needs more to be placed. */
const MAX_LENGTH = 4000;

/**
 * What somebody wrote themselves in a comment, as plain text: quotations of others, code, hidden comments, images and commands left out.
 *
 * @param body a comment's Markdown; the time taken is linear in it
 * @returns its lines, without their marks for lists and emphasis
 */
export function plainText(body: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of withoutHidden(body.slice(0, MAX_LENGTH)).split(/\r?\n/u)) {
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/u.exec(line)?.groups?.["mark"] ?? null;
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) fence = null;
    } else if (mark !== null) fence = mark;
    else if (!/^\s*>|^(?: {4}|\t)|^\s*\/coach\b/u.test(line)) lines.push(inline(line));
  }
  return lines.join("\n").trim();
}

const withoutHidden = (text: string) => {
  let shown = "";
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("<!--", at);
    if (start < 0) return shown + text.slice(at);
    shown += text.slice(at, start);
    const end = text.indexOf("-->", start + 4);
    if (end < 0) return shown;
    at = end + 3;
  }
  return shown;
};

const inline = (line: string) =>
  line
    .replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ x]\]\s+)?/iu, "")
    .replaceAll(/!\[[^\]]{0,300}\]\([^)]{0,500}\)/gu, "")
    .replaceAll(/\[(?<text>[^\]]{1,300})\]\([^)]{0,500}\)/gu, "$<text>")
    .replaceAll(/<\/?[a-z][^<>]{0,300}>/giu, "")
    .replaceAll(/\*\*|__|~~|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])/gu, "")
    .trim();
