import { load } from "js-yaml";
import { parse } from "smol-toml";
import type { MarkdownDocument } from "./markdown.ts";
import type { Span } from "./model.ts";

/** A field of the front matter with a plain value, as text. */
export interface Field {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** Deeper or more entangled front matter describes a website, not an incident. */
const LIMITS = { maxDepth: 20, maxAliases: 20 };

/**
 * Reads the fields of YAML or TOML front matter.
 *
 * @returns the fields with plain values, in order; none where the front matter can't be read
 */
export function readFrontMatter(frontMatter: MarkdownDocument["frontMatter"]): Field[] {
  if (frontMatter === null) return [];
  const { language, text, span } = frontMatter;
  let data: unknown;
  try {
    data = language === "yaml" ? load(text, LIMITS) : parse(text);
  } catch {
    return [];
  }
  if (typeof data !== "object" || data === null) return [];
  const lines = text.split(/\r\n?|\n/u);
  return Object.entries(data).flatMap(([name, value]) => {
    const plain = toText(value);
    if (plain === null) return [];
    const index = lines.findIndex((line) => line.startsWith(name));
    const line = span.start + 1 + Math.max(0, index);
    return [{ name, value: plain, span: { start: line, end: line } }];
  });
}

function toText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.length < 100 && value.every((part) => typeof part === "string"))
    return value.join(", ");
  return null;
}
