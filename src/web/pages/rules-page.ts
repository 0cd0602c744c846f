import { h } from "hastscript";
import type { Rule } from "../../rules/model.ts";
import { TOPICS } from "../../rules/names.ts";
import { ruleAddress } from "../view/rule-address.ts";
import type { Page } from "./shell.ts";
import { TOPIC_WORDS } from "./topic-words.ts";

/** The list of all rules, in the order in which they are asked. */
export function rulesPage(rules: readonly Rule[]): Page {
  const weight = ({ weight: { engineer, manager } }: Rule) => engineer + manager;
  return {
    path: "rules/",
    title: "Rules · Postmortem Coach",
    description: "Every question that Postmortem Coach asks, with its reason, its source and examples.",
    main: [
      h("div.intro", [
        h("h1", "Rules"),
        h(
          "p.lead",
          `${rules.length} questions, in the order in which they are asked: what people saw first, action items last. Each comes from somebody’s published practice, and each can be switched off.`,
        ),
      ]),
      ...TOPICS.map((topic) =>
        h("section.topic", { ariaLabelledBy: `topic-${topic}` }, [
          h("h2", { id: `topic-${topic}` }, topic),
          h("p.hint", TOPIC_WORDS[topic]),
          h(
            "ul.rules",
            rules
              .filter((rule) => rule.topic === topic)
              .toSorted((a, b) => weight(b) - weight(a))
              .map((rule) =>
                h("li", [h("a", { href: ruleAddress(rule.id, "../") }, h("code", rule.id)), h("span", general(rule))]),
              ),
          ),
        ]),
      ),
    ],
  };
}

/** A wording that does without the document's words, where the rule has one. */
function general({ questions }: Rule): string {
  const wording = questions.find((words) => !words.includes("{")) ?? questions[0]!;
  return wording.replaceAll(/\{(?<name>[a-z-]+)\}/gu, "…");
}
