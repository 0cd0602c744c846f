import type { Element } from "hast";
import { h } from "hastscript";
import { say } from "../../review/words.ts";
import type { Question } from "../../rules/model.ts";
import { ruleAddress } from "./rule-address.ts";

/**
 * A question as its author would see it: a comment on its line, with the reason folded below it.
 *
 * @param root the site's root as seen from the page; null where the rule's own page tells the reason anyway, and no editor is at hand to go to the line
 */
export function questionCard(question: Question, root: string | null): Element {
  const { id, text, span, isPosted } = question;
  const lines = span.start === span.end ? `Line ${span.start}` : `Lines ${span.start} to ${span.end}`;
  return h(
    "article.card",
    { ariaLabel: `Question, ${lines.toLowerCase()}`, className: isPosted ? [] : ["held"] },
    h(
      "header.card-head",
      h("span.avatar", { ariaHidden: "true" }, "?"),
      h("strong", "postmortem-coach"),
      h("span.bot", "bot"),
      isPosted || root === null ? null : h("span.bot", "held back at first"),
      root === null
        ? h("span.where", lines)
        : h("button.line.where", { type: "button", dataLine: String(span.start), dataKey: `line ${id}` }, lines),
    ),
    h("p.question", text),
    root === null ? null : reason(question, root),
  );
}

function reason({ id, why, source, answer }: Question, root: string): Element {
  return h(
    "details",
    { dataDetails: id },
    h("summary", { dataKey: `why ${id}` }, say("comment.why")),
    h("p", `${why} (`, h("a", { href: source.url, rel: "noopener noreferrer" }, source.title), ")"),
    h("p", say("comment.answer", { answer })),
    h(
      "p",
      "In a pull request, a reply ",
      h("code", "/coach skip"),
      " or resolving the conversation skips it. Rule: ",
      h("a", { href: ruleAddress(id, root) }, h("code", id)),
    ),
  );
}
