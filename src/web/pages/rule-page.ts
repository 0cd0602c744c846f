import type { Element } from "hast";
import { h } from "hastscript";
import { ask } from "../../rules/ask.ts";
import { compileRules } from "../../rules/compile.ts";
import type { Rule } from "../../rules/model.ts";
import { TOPICS } from "../../rules/names.ts";
import type { RuleSources } from "../../rules/validate.ts";
import { SETTINGS_FILE } from "../../settings/read-layer.ts";
import { renderMarkdown } from "../view/markdown.ts";
import { placeCards } from "../view/place-cards.ts";
import { questionCard } from "../view/card.ts";
import type { Page } from "./shell.ts";
import { TOPIC_WORDS } from "./topic-words.ts";

/** The page of one rule, all of it from the rule's file. */
export function rulePage(rule: Rule, { vocabulary }: RuleSources): Page {
  const path = `rules/${rule.id}/`;
  const ruleSet = compileRules(vocabulary, [rule]);
  const [first, ...others] = rule.questions;
  const example = (source: Rule["examples"]["asked"][number]) => {
    const text = typeof source === "string" ? source : source.document;
    const { questions } = ask(text, ruleSet, { anyText: true });
    const cards = questions.map((question) => ({ line: question.span.end, element: questionCard(question, null) }));
    return h("div.document.example", placeCards(renderMarkdown(text), cards));
  };
  return {
    path,
    title: `${rule.id} · Postmortem Coach`,
    description: rule.why,
    main: [
      h("div.rule-page", [
        h("p.crumbs", [h("a", { href: "../../" }, "Rules"), ` / ${rule.topic}`]),
        h("h1", h("code", rule.id)),
        h("p.lead", readable(first!)),
        h("h2", "Why ask?"),
        h("p", [rule.why, " ", h("a", { href: rule.source.url, rel: "noopener noreferrer" }, rule.source.title), "."]),
        h("p", [h("strong", "An answer could look like this: "), `“${rule.answer}”`]),
        ...(others.length === 0
          ? []
          : [
              h("h2", "In other words"),
              h(
                "ul",
                others.map((words) => h("li", readable(words))),
              ),
            ]),
        h("h2", "When it is asked"),
        h("p", ranking(rule)),
        h("h2", "Changing it"),
        ...changing(rule.id),
        h("h2", "Asked about"),
        ...rule.examples.asked.map(example),
        h("h2", "Silent about"),
        ...rule.examples.silent.map(example),
      ]),
    ],
  };
}

/** What stands for the document's own words is shown as such. */
function readable(wording: string): (Element | string)[] {
  return wording
    .split(/(?<name>\{[a-z-]+\})/u)
    .map((piece) => (piece.startsWith("{") ? h("var", piece.slice(1, -1).replaceAll("-", " ")) : piece));
}

function ranking({ topic, weight }: Rule): string {
  const place = TOPICS.indexOf(topic) + 1;
  const roles =
    weight.engineer === weight.manager
      ? `its weight is ${weight.engineer} of 9`
      : `its weight is ${weight.engineer} of 9 for an engineer’s postmortem and ${weight.manager} of 9 for a manager’s`;
  return `Its topic, ${topic} (${TOPIC_WORDS[topic]}), is number ${place} of ${TOPICS.length} in the order in which questions are asked; within the topic, ${roles}.`;
}

function changing(id: string): Element[] {
  return [
    h("dl.changing", [
      h("dt", "Skip it once"),
      h("dd", [
        "Reply ",
        h("code", "/coach skip"),
        " in its conversation, with a reason if there is one, or resolve it.",
      ]),
      h("dt", "Silence it in a document"),
      h("dd", h("pre", { tabIndex: 0 }, h("code", `<!-- coach-ignore ${id}: why -->`))),
      h("dt", ["Switch it off, or ask for an answer, in ", h("code", SETTINGS_FILE)]),
      h("dd", [
        h("pre", { tabIndex: 0 }, h("code", `rules:\n  ${id}: off`)),
        h("p", [
          h("code", "summary"),
          " names it in the check run only, ",
          h("code", "ask"),
          " asks, and ",
          h("code", "required"),
          " waits for an answer.",
        ]),
      ]),
    ]),
  ];
}
