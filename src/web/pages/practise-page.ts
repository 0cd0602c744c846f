import { h } from "hastscript";
import { ask } from "../../rules/ask.ts";
import type { RuleSet } from "../../rules/compile.ts";
import { TOPICS } from "../../rules/names.ts";
import { renderMarkdown } from "../view/markdown.ts";
import { ruleAddress } from "../view/rule-address.ts";
import type { Page } from "./shell.ts";
import { readInterview } from "./starts.ts";
import { TOPIC_WORDS } from "./topic-words.ts";

/** The page where a new hire practises: the interview's postmortem, first without questions, then beside the coach's. */
export function practisePage(ruleSet: RuleSet): Page {
  const text = readInterview();
  const { questions } = ask(text, ruleSet);
  const root = "../";
  const topics = TOPICS.filter((topic) => questions.some((question) => question.topic === topic));
  return {
    path: "practise/",
    title: "What would you ask? · Postmortem Coach",
    description: "Read a postmortem, write down your own questions, then compare them with the coach’s.",
    script: "practise",
    main: [
      h("div.intro", [
        h("h1", "What would you ask?"),
        h(
          "p.lead",
          "A colleague hands over this postmortem. It has all the usual sections. Read it, write down what a reader would still like to know, then compare.",
        ),
      ]),
      h("div.panes", [
        h("section.pane", { ariaLabelledBy: "document-title" }, [
          h("div.pane-head", h("h2#document-title", "The postmortem")),
          h("div.document.padded", renderMarkdown(text)),
        ]),
        h("section.pane", { ariaLabelledBy: "mine-title" }, [
          h("div.pane-head", h("h2#mine-title", "Your questions")),
          h("form#practice.padded", [
            h("label", { htmlFor: "mine" }, "One question a line, as if asked to the author’s face"),
            h("textarea#mine", { rows: 9, spellCheck: "false", ariaDescribedBy: "mine-hint" }),
            h("p#mine-hint.hint", "What is written here stays in this browser."),
            h("button.primary", { type: "submit" }, "Compare"),
          ]),
          h("div#compared.padded", { hidden: true, tabIndex: -1 }, [
            h("h3", "How they sound"),
            h("ul#tone"),
            h("h3", "What the coach would ask"),
            h("p", [
              "Impact first, action items last: the action items are easy to find fault with, and what people saw is where more is hidden. ",
              "Tick what you asked, too.",
            ]),
            h("p#tally", { role: "status" }),
            ...topics.map((topic) =>
              h("fieldset", [
                h("legend", [h("strong", topic), ` ${TOPIC_WORDS[topic]}`]),
                ...questions
                  .filter((question) => question.topic === topic)
                  .map(({ id, text: words, isPosted }) =>
                    h("div.compare", [
                      h("label.check", [h("input", { type: "checkbox", name: "asked", value: id }), h("span", words)]),
                      h("a.rule", { href: ruleAddress(id, root) }, id),
                      isPosted ? h("span.bot", "asked first") : null,
                    ]),
                  ),
              ]),
            ),
          ]),
        ]),
      ]),
    ],
  };
}
