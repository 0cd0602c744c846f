/** Joins nothing and shows nothing, and keeps GitHub from reading what it stands in. */
const MARK = "\u200B";
const MAX_QUOTE = 300;

/**
 * Makes an author's words safe to stand in our own Markdown: they can't ping anybody, link, refer, hide, or end what they stand in.
 *
 * @param text any text; line ends become spaces, and a long text is cut
 */
export function inert(text: string): string {
  const line = Array.from(text.replaceAll(/\p{Cc}+|\s+/gu, " "))
    .slice(0, MAX_QUOTE)
    .join("");
  return line
    .replaceAll(/[\\`*_[\]#!|~$]/gu, (char) => `\\${char}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", `@${MARK}`)
    .replaceAll("\\#", `\\#${MARK}`)
    .replaceAll(/(?<scheme>https?|ftp|mailto|xmpp):/giu, `$<scheme>${MARK}:`)
    .replaceAll(/www(?=\.)/giu, `www${MARK}`)
    .replaceAll(/(?<gh>gh)(?=-\d)/giu, `$<gh>${MARK}`)
    .replaceAll(/\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}\b/gu, (sha) => `${sha.slice(0, 3)}${MARK}${sha.slice(3)}`);
}
