import { h } from "hastscript";
import { ask } from "../../rules/ask.ts";
import type { RuleSet } from "../../rules/compile.ts";
import { renderMarkdown } from "../view/markdown.ts";
import { reviewedView } from "../view/reviewed.ts";
import { summarise } from "../view/summarise.ts";
import type { Page } from "./shell.ts";
import { readStarts } from "./starts.ts";

/** The page where anyone can try it: it shows the sample with its questions before any script is there. */
export function tryPage(ruleSet: RuleSet): Page {
  const starts = readStarts();
  const sample = starts[0]!.text;
  const review = ask(sample, ruleSet);
  return {
    path: "",
    title: "Try Postmortem Coach",
    description: "Paste a postmortem and see the questions that its readers would like to see answered.",
    script: "start",
    main: [
      h("div.intro", [
        h("h1", "What would a reader ask?"),
        h("p.lead", [
          "Write or paste a postmortem. On the right is what its author would see in a pull request: questions on their lines, impact first.",
        ]),
        h("p.promise", [
          h("strong", "Your draft stays here. "),
          "The rules run in this browser, and the page’s policy forbids it to connect to anything; this tab keeps the draft until it is closed.",
        ]),
      ]),
      h("div.tools", { role: "group", ariaLabel: "Draft and review" }, [
        h("label", [
          h("span.label", "Start from"),
          h("select#start", [
            h("option", { value: "" }, "Pick a text …"),
            ...starts.map(({ name }) => h("option", { value: name }, name)),
          ]),
        ]),
        h("button#open", { type: "button" }, "Open a file"),
        h("input#file", { type: "file", accept: ".md,.markdown,.mdx,.txt,text/*", hidden: true, ariaLabel: "File" }),
        h("button#share", { type: "button" }, "Share a link"),
        h("span.space"),
        h("label", [
          h("span.label", "Written by"),
          h("select#role", [
            h("option", { value: "" }, "anybody"),
            h("option", { value: "engineer" }, "an engineer"),
            h("option", { value: "manager" }, "a manager"),
          ]),
        ]),
        h("label.check", [h("input#all", { type: "checkbox" }), "Show all questions"]),
      ]),
      h("p#message", { role: "status" }),
      h("input#link", { type: "text", readOnly: true, hidden: true, ariaLabel: "Link to this draft" }),
      h("div.panes", [
        h("section.pane", { ariaLabelledBy: "draft-title" }, [
          h("div.pane-head", [h("h2#draft-title", "Draft"), h("span.hint", "or drop a file here")]),
          h("div#editor", h("pre", sample)),
        ]),
        h("section.pane", { ariaLabelledBy: "review-title" }, [
          h("div.pane-head", [
            h("h2#review-title", "Review"),
            h("p#status", { role: "status" }, summarise(review, false)),
          ]),
          h("div#review", reviewedView(renderMarkdown(sample), review, { showsAll: false, root: "" })),
        ]),
      ]),
      h(
        "noscript",
        h("p", "This is the sample with its questions. To review a draft of your own here, scripts are needed."),
      ),
    ],
  };
}
