import type { Review } from "../rules/model.ts";

/** A postmortem, asked as it is now and as it would be. */
export interface TriedDocument {
  /** Null where its name is not for those who read the table. */
  readonly path: string | null;
  /** Null where it could not be read. */
  readonly before: Review | null;
  readonly after: Review | null;
}

/** How often a rule asks, before and after. */
export interface TriedRule {
  readonly rule: string;
  readonly before: number;
  readonly after: number;
}

/** What changed settings or rules would ask of postmortems. */
export interface Trial {
  /** How many could be read both ways. */
  readonly documents: number;
  readonly unread: readonly (string | null)[];
  /** Every rule that asks before or after, by its id. */
  readonly rules: readonly TriedRule[];
  /** The rules that would ask most often, the loudest first. */
  readonly loudest: readonly TriedRule[];
  /** Documents that would be asked otherwise. */
  readonly changed: readonly {
    readonly path: string | null;
    readonly more: readonly string[];
    readonly fewer: readonly string[];
  }[];
}

const MAX_LOUDEST = 10;

/** Compares what is asked of postmortems with what would be. What is only listed in the check run is not asked. */
export function compareTrial(documents: readonly TriedDocument[]): Trial {
  const counts = new Map<string, { before: number; after: number }>();
  const countOf = (rule: string) => {
    const known = counts.get(rule) ?? { before: 0, after: 0 };
    counts.set(rule, known);
    return known;
  };
  const changed: { path: string | null; more: string[]; fewer: string[] }[] = [];
  const unread: (string | null)[] = [];
  for (const { path, before, after } of documents) {
    if (before === null || after === null) {
      unread.push(path);
      continue;
    }
    const [old, next] = [askedIn(before), askedIn(after)];
    for (const rule of old) countOf(rule).before += 1;
    for (const rule of next) countOf(rule).after += 1;
    const more = next.filter((rule) => !old.includes(rule));
    const fewer = old.filter((rule) => !next.includes(rule));
    if (more.length + fewer.length > 0) changed.push({ path, more, fewer });
  }
  const rules = [...counts].map(([rule, count]) => ({ rule, ...count })).toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  return {
    documents: documents.length - unread.length,
    unread,
    rules,
    loudest: rules
      .filter(({ after }) => after > 0)
      .toSorted((a, b) => b.after - a.after)
      .slice(0, MAX_LOUDEST),
    changed,
  };
}

const askedIn = ({ questions }: Review): string[] =>
  questions.filter(({ level }) => level !== "summary").map(({ id }) => id);
