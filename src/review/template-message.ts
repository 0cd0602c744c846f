import { addressOf } from "./messages.ts";
import { inFence } from "./own-words.ts";
import { TEMPLATE } from "./template.ts";
import type { Say } from "./words.ts";

/** Where a repository keeps its postmortems, and what template it has. */
export interface TemplatePlace {
  /** The address of the repository's page. */
  readonly url: string;
  readonly branch: string;
  /** The folder for postmortems, without a slash at its end; empty for the repository's own. */
  readonly folder: string;
  /** The address of the organisation's or repository's own template; null where it has none. */
  readonly own: string | null;
}

/** GitHub takes addresses of 8 KB. */
const MAX_LINK = 8000;
const FILE = "YYYY-MM-DD-what-happened.md";

/**
 * The address of GitHub's page for a new file, with our template filled in: whoever opens it needs no write access.
 *
 * @returns null where it would be longer than GitHub takes
 */
export function templateLink({ url, branch, folder }: TemplatePlace, template = TEMPLATE): string | null {
  const query = new URLSearchParams({ filename: folder === "" ? FILE : `${folder}/${FILE}`, value: template });
  const link = `${url}/new/${encodeURIComponent(branch)}?${query.toString().replaceAll("+", "%20")}`;
  return Buffer.byteLength(link) < MAX_LINK ? link : null;
}

/** Gives a template: the organisation's or repository's own goes first; ours stands folded below. */
export function writeTemplate(place: TemplatePlace, say: Say): string {
  const link = templateLink(place);
  const lines = [
    ...(place.own === null ? [] : [say("template.own", { url: addressOf(place.own) })]),
    ...(link === null ? [] : [say("template.new", { url: link })]),
    `<details><summary>${say("template.fold")}</summary>\n\n${inFence("markdown", TEMPLATE.trimEnd())}\n\n</details>`,
  ];
  return lines.join("\n\n");
}
