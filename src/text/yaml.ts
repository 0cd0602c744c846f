import { EVENT_ID, type Event, getScalarValue, load, parseEvents, YAMLException } from "js-yaml";

/** A YAML text with the line on which each of its values stands. */
export interface Yaml {
  readonly value: unknown;
  /** The line, from 1, of the value at a path of keys and indexes, or of the nearest value around it that there is. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** A text that is no YAML, or more than anybody writes by hand. */
export class YamlError extends Error {
  override readonly name = "YamlError";
  /** From 1. */
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Bombs are made of aliases and depth; files that people write by hand need little of either. */
const LIMITS = { maxDepth: 30, maxAliases: 0 };

/**
 * Reads YAML (1.2, without aliases).
 *
 * @throws YamlError with the line, where the text can't be read
 */
export function readYaml(text: string): Yaml {
  try {
    const value = load(text, LIMITS);
    let lines: ReadonlyMap<string, number> | undefined;
    const lineOf = (path: readonly PropertyKey[]): number => {
      lines ??= linesOf(text);
      for (let length = path.length; length > 0; length -= 1) {
        const line = lines.get(keyOf(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    };
    return { value, lineOf };
  } catch (error) {
    if (error instanceof YAMLException) throw new YamlError(error.reason, (error.mark?.line ?? 0) + 1);
    throw error;
  }
}

const keyOf = (path: readonly PropertyKey[]) => path.map(String).join("\u0000");

/** Walks the parser's events and notes where each key and item begins. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  // The parser goes through the text once, and so does this.
  let line = 0;
  const lineAt = (offset: number) => {
    while (line > 0 && starts[line]! > offset) line -= 1;
    while (line + 1 < starts.length && starts[line + 1]! <= offset) line += 1;
    return line + 1;
  };
  const open: {
    readonly path: readonly PropertyKey[];
    key: PropertyKey | null;
    index: number;
    readonly isMapping: boolean;
  }[] = [];
  for (const event of parseEvents(text, LIMITS)) {
    const parent = open.at(-1);
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      open.push({ path: [], key: null, index: 0, isMapping: false });
      continue;
    }
    const isKey = parent?.isMapping === true && parent.key === null;
    if (isKey && event.type === EVENT_ID.SCALAR) {
      parent.key = getScalarValue(text, event);
      lines.set(keyOf([...parent.path, parent.key]), lineAt(event.valueStart));
      continue;
    }
    const isRoot = open.length === 1;
    const path =
      parent === undefined || isRoot ? [] : [...parent.path, parent.isMapping ? (parent.key ?? "") : parent.index];
    if (parent !== undefined) {
      if (!parent.isMapping && !isRoot) lines.set(keyOf(path), lineAt(startOf(event)));
      parent.index += 1;
      parent.key = null;
    }
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE)
      open.push({ path, key: null, index: 0, isMapping: event.type === EVENT_ID.MAPPING });
  }
  return lines;
}

function startOf(event: Event): number {
  if ("valueStart" in event) return event.valueStart;
  return "start" in event ? event.start : "anchorStart" in event ? event.anchorStart : 0;
}
