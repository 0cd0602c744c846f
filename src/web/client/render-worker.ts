import { renderMarkdown } from "../view/markdown.ts";
import { answerDrafts } from "./answer-drafts.ts";

answerDrafts(({ text }) => renderMarkdown(text));
