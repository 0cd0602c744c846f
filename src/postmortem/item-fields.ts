import type { Words } from "../text/concordance.ts";
import { findDates } from "../text/times.ts";
import type { Block } from "./markdown.ts";
import type { ActionItemStatus } from "./model.ts";
import type { Vocabulary } from "./vocabulary.ts";

const TRACKER =
  /\/(?:issues?|pull|pulls|merge_requests|browse|tasks?|tickets?|stories|commit|work_?items|discussions|bugs?|show_bug\.cgi|c|T\d+|D\d+)[/?#]|(?:trello|linear|asana|shortcut|clickup|notion|bugzilla|jira|phabricator|youtrack)\b|\/(?:[A-Z]{2,10}-\d+|T\d+)\b/u;
const TICKET =
  /(?<![\w&])#\d+\b|(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,6}\b(?!-)|\b[\w.-]+\/[\w.-]+#\d+\b|\bGH-\d+\b|\bbug \d{4,}\b/u;
export const DONE =
  /^\W*(?:\[[xX]\]|✅|✔|☑|:white_check_mark:|:heavy_check_mark:|done\b|completed?\b|fixed\b|resolved\b|merged\b|closed\b|finished\b|shipped\b|deployed\b|implemented\b|yes$)|[([](?:done|completed?|fixed|merged|resolved|implemented|closed|already done)\b[^)\]]*[)\]]|(?:[-–—:,]|\|)\s*(?:done|completed|fixed|merged|implemented)\b\.?\W*$|✅|☑|\((?:✓)\)/iu;
export const PAST =
  /^(?:(?:we|i)(?: have|'ve)?(?: (?:already|now|since))? |already )?(?:(?!need|embed|feed|speed|proceed|succeed|exceed|seed)[a-z]{2,}ed|set up|wrote|built|made|put|rewrote|began|ran|sent)\b/iu;
const OWNER =
  /\b(?:owners?|assignees?|assigned to|assigned|dri|responsible|who|lead|poc|by whom)\s?[:=]\s?(?<name>[^,;|)\]]{2,40})|(?<![\w/.`])(?<handle>@[A-Za-z][\w-]+)|[[(](?<initials>[A-Z]{2,3}(?:[,/&+ ]+[A-Z]{2,3})*)[\])]|[([](?<person>[A-Z]\p{Ll}+(?: [A-Z]\p{L}+)?(?:(?:,| and|\/| &) [A-Z]\p{Ll}+(?: [A-Z]\p{L}+)?)*)[)\]]\W*$|[–—-] ?(?<last>[A-Z]\p{Ll}+(?: [A-Z]\p{Ll}+)?)\W*$/u;
const ACTOR =
  /^(?:the )?(?<name>(?!We\b|It\b|This\b|That\b|These\b|They\b|There\b|You\b|I\b|How\b|What\b|Need\b|Time\b|Ability\b|Plan\b|Work\b|Try\b|Way\b|Steps?\b|Ideas?\b|Option\b|Access\b|Changes?\b|Updates?\b|All\b|Any\b|Have\b|Want\b|Make\b)(?:[A-Z][\p{L}]+)(?: (?:and |& )?[A-Z][\p{L}]+)*(?: (?:team|squad|group))?|[\w-]+ (?:team|squad|group|engineers|operators|maintainers)) (?:to|will|is going to|is|are|has|plans to|should)\s/u;
const TEAM =
  /\b(?:[Tt]he|[Oo]ur) (?<name>(?:[\w-]+ ){1,3}(?:team|squad|engineers|group)) (?:will|is|are|has|have|plans|intends|to)\b/u;
export const NOTHING = /^\W*(?:none|n\/a|nothing|no action items?|tbd|todo|t\.b\.d\.?|-)\W*$/iu;

export function ownerIn(text: string): string | null {
  const { name, handle, initials, person, last } = OWNER.exec(text)?.groups ?? {};
  const found = name ?? handle ?? initials ?? person ?? last;
  if (
    found !== undefined &&
    !/^(?:TODO|TBD|WIP|N\/A|DNS|API|CPU|URL|TLS|SSL|SLA|SLO|DB|CI|CD|PR|VM|AWS|GCP|UI|SQS|SQL|USE)$/u.test(found.trim())
  )
    return found.trim();
  return ACTOR.exec(text.trim())?.groups?.["name"] ?? TEAM.exec(text)?.groups?.["name"] ?? null;
}

export function dueIn(text: string, words: Words, vocabulary: Vocabulary): string | null {
  const [date] = findDates(text);
  if (date !== undefined) return text.slice(date.start, date.end);
  const frame = words.concordance.first(vocabulary.lexicon.set("time-frame"), words);
  if (frame === null) return null;
  return words.tokens
    .slice(frame.start, frame.end)
    .map((token) => token.text)
    .join(" ");
}

export function ticketIn(block: Pick<Block, "links" | "text">): string | null {
  const link = block.links.find(({ url }) => TRACKER.test(url));
  if (link !== undefined) return link.url;
  return (
    TICKET.exec(block.text)?.[0] ?? (TRACKER.test(block.text) ? (/https?:\S+/u.exec(block.text)?.[0] ?? null) : null)
  );
}

export function statusOf(text: string, column: string | undefined): ActionItemStatus {
  if (column !== undefined && column !== "") return "open";
  return /^\s*\[\s?\]|\b(?:TODO|TO DO|OPEN)\b/u.test(text) ? "open" : null;
}
