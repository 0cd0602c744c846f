import type { Element, Root } from "hast";
import { h } from "hastscript";
import { writeOpening } from "../../review/opening.ts";
import type { Review } from "../../rules/model.ts";
import { TOPICS } from "../../rules/names.ts";
import { questionCard } from "./card.ts";
import { placeCards } from "./place-cards.ts";
import { ruleAddress } from "./rule-address.ts";

export interface ReviewedOptions {
  /** Shows what is held back at first, too. */
  readonly showsAll: boolean;
  /** The site's root as seen from the page. */
  readonly root: string;
}

/** A postmortem with its review, as its author would see both in a pull request. */
export function reviewedView(tree: Root, review: Review, { showsAll, root }: ReviewedOptions): Element[] {
  const shown = review.questions.filter(({ isPosted }) => showsAll || isPosted);
  const cards = shown.map((question) => ({ line: question.span.end, element: questionCard(question, root) }));
  return [
    opening(review, shown),
    h("div.document", { translate: "no" }, placeCards(tree, cards)),
    ...heldBack(review, shown),
    ...clear(review, root),
    ...ignored(review, root),
  ];
}

function opening(review: Review, shown: Review["questions"]): Element {
  const words =
    review.note ??
    (shown.length === 0 ? "The document answers what the rules would ask." : writeOpening([review], shown));
  return h(
    "div.opening",
    h(
      "p.opening-head",
      h("span.avatar", { ariaHidden: "true" }, "?"),
      h("strong", "postmortem-coach"),
      h("span.bot", "bot"),
      " reviewed",
    ),
    h("p.opening-words", words),
  );
}

function heldBack({ questions }: Review, shown: Review["questions"]): Element[] {
  const held = questions.filter((question) => !shown.includes(question));
  if (held.length === 0) return [];
  const topics = TOPICS.filter((topic) => held.some((question) => question.topic === topic)).join(", ");
  return [
    h(
      "p.aside",
      h("strong", held.length === 1 ? "One more is held back" : `${held.length} more are held back`),
      ` for a later round (${topics}), so that nobody is flooded. “Show all questions” lifts the cap.`,
    ),
  ];
}

/** What the text answers, topic by topic, each with its line. */
function clear({ answered }: Review, root: string): Element[] {
  if (answered.length === 0) return [];
  const topics = TOPICS.flatMap((topic) => {
    const own = answered.filter(({ id }) => id.startsWith(`${topic}/`));
    return own.length === 0 ? [] : [{ topic, own }];
  });
  return [
    h("section.clear", { ariaLabelledBy: "clear" }, [
      h("h3#clear", "Already clear"),
      h(
        "dl",
        topics.flatMap(({ topic, own }) => [
          h("dt", topic),
          h(
            "dd",
            own.flatMap(({ id, line }, index) => [
              index === 0 ? "" : ", ",
              h("a", { href: ruleAddress(id, root) }, id.slice(topic.length + 1).replaceAll("-", " ")),
              " ",
              h("button.line", { type: "button", dataLine: String(line) }, `line ${line}`),
            ]),
          ),
        ]),
      ),
    ]),
  ];
}

function ignored({ ignored: silenced }: Review, root: string): Element[] {
  return silenced.map(({ id, line, reason }) =>
    h(
      "p.aside",
      `Silenced in line ${line}: `,
      h("a", { href: ruleAddress(id, root) }, h("code", id)),
      reason === "" ? "" : ` (${reason})`,
    ),
  );
}
