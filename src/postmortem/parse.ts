import type { Words } from "../text/concordance.ts";
import { findActionItems } from "./action-items.ts";
import type { PlacedActionItem } from "./placed-action-item.ts";
import { readCalendar } from "./calendar.ts";
import { findContradictions } from "./contradictions.ts";
import { findFacts } from "./facts.ts";
import { readFrontMatter } from "./front-matter.ts";
import { findIgnores } from "./ignores.ts";
import { splitLines } from "./lines.ts";
import { lineAt, readMarkdown } from "./markdown.ts";
import { findMilestones } from "./milestones.ts";
import type { Place, Postmortem, Sentence } from "./model.ts";
import { findSections, type PlacedBlock } from "./sections.ts";
import { type PlacedMoment, readTimeline } from "./timeline.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { readBlocks } from "./words.ts";

/** Fields of front matter that tell of the incident. */
const TELLING = /^(?:title|subtitle|description|summary|intro|introduction|excerpt|abstract|lead|tldr)$/iu;

/**
 * Reads a postmortem as people write them: Markdown with headings, bold labels or bullets for sections, with any of the usual names.
 *
 * @param markdown the document's text; callers that read strangers' documents set a deadline (see `readMarkdown`)
 * @param vocabulary the names and words to know
 * @returns its parts, each with its lines
 */
export function parsePostmortem(markdown: string, vocabulary: Vocabulary): Postmortem {
  const document = readMarkdown(markdown);
  const fields = readFrontMatter(document.frontMatter);
  const telling = fields.filter(({ name }) => TELLING.test(name));
  const read = readBlocks(
    splitLines(document.blocks),
    telling.map(({ value }) => value),
    vocabulary.lexicon,
  );
  const { title, sections, blocks } = findSections(read.blocks, vocabulary);
  const calendar = readCalendar(blocks, document.frontMatter?.text ?? "");
  const moments = readTimeline(blocks, calendar, vocabulary);
  const actionItems = findActionItems(blocks, vocabulary);
  const stated = findFacts(fields, blocks, calendar, vocabulary);
  const sentences = blocks.flatMap((block) =>
    sentencesOf(block, block.isHeading && block.text === title?.text, moments, actionItems),
  );
  const facts = [...stated, ...findMilestones(stated, moments, sentences, vocabulary)];
  const name = fields.find((field) => field.name.toLowerCase() === "title");
  const heading = title === null ? null : { value: title.text.trim(), span: title.span };
  const front = telling.map(({ value, span }, index) => sentenceOf(value, span, read.others[index]!));
  return {
    title: name?.value ?? heading?.value ?? null,
    titleSpan: name?.span ?? heading?.span ?? null,
    facts,
    sections,
    sentences: [...front, ...sentences],
    timeline: moments,
    contradictions: findContradictions({ facts, moments, blocks, sentences }, calendar, vocabulary),
    actionItems,
    zone: calendar.zone === null ? null : { name: calendar.zone.name, span: calendar.zone.span },
    ignores: findIgnores(document.comments),
    lineCount: document.lineCount,
  };
}

function sentencesOf(
  block: PlacedBlock,
  isTitle: boolean,
  moments: readonly PlacedMoment[],
  actionItems: readonly PlacedActionItem[],
): Sentence[] {
  if (block.isPrompt) return [];
  const { words, sentences } = block;
  const own = moments.filter((moment) => moment.block === block);
  const above =
    own.length > 0
      ? null
      : (moments.find((moment) => moment.isEntry && moment.block.isHeading && moment.span === block.section?.heading) ??
        null);
  const items = actionItems.filter(({ blocks }) => blocks.includes(block));
  return sentences.flatMap(({ start, end }) => {
    if (start === end) return [];
    const from = words.tokens[start]!.start;
    const to = words.tokens[end - 1]!.end;
    return [
      {
        text: block.text.slice(from, to),
        words: { ...words, start, end },
        span: { start: lineAt(block, from), end: lineAt(block, to) },
        place: isTitle ? "title" : placeOf(block),
        kinds: block.section?.kinds ?? [],
        section: block.section,
        moment: own.find((moment) => moment.isEntry || (moment.offset >= from && moment.offset < to)) ?? above,
        actionItem: items.find(({ range }) => range === null || (range.start < to && range.end > from)) ?? null,
      } satisfies Sentence,
    ];
  });
}

function sentenceOf(text: string, span: Sentence["span"], words: Words): Sentence {
  return {
    text,
    span,
    words,
    place: "front matter",
    kinds: [],
    section: null,
    moment: null,
    actionItem: null,
  };
}

function placeOf(block: PlacedBlock): Place {
  if (block.isHeading) return "heading";
  if (block.kind === "code") return isProse(block) ? "quote" : "code";
  if (block.isQuote) return "quote";
  if (block.row !== null) return block.row.isHeader ? "header" : "row";
  return block.kind === "item" ? "item" : "text";
}

/** Small words without which people don't talk, and machines do. */
const TALK = new Set("the a to of and is it i we was in that for on you this have be are with not so but".split(" "));

/** A chat log that stands in a code block is talk, not code. */
function isProse({ words }: PlacedBlock): boolean {
  const { tokens } = words;
  return tokens.length >= 40 && tokens.filter(({ text }) => TALK.has(text)).length / tokens.length > 0.15;
}
