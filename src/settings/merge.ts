import type { VocabularySource } from "../postmortem/vocabulary.ts";
import { membersOf, type WordSet } from "../text/members-of.ts";
import type { Phrase } from "../review/words.ts";
import { fits, fitsRule } from "./globs.ts";
import type { Layer, LayerName } from "./layers.ts";
import { isLocked } from "./locks.ts";
import { type Level, LEVELS } from "../rules/schema.ts";
import type { Settings } from "./schema.ts";

/** Where a value that is in force comes from. */
interface Origin {
  readonly layer: LayerName;
  readonly file: string | null;
}

/** A value that is in force, and which layer says so. */
interface Sourced<Value> extends Origin {
  readonly value: Value;
}

/** What a layer says and may not say. */
interface Refusal extends Origin {
  /** `questions.max`, `impact/data`. */
  readonly key: string;
  readonly reason: string;
}

/** The settings in force for a repository, or for one of its documents. */
export interface EffectiveSettings {
  /** By key, as `questions.max`: what some layer says. */
  readonly values: ReadonlyMap<string, Sourced<unknown>>;
  readonly levelOf: (rule: string) => Sourced<Level>;
  /** Whether a layer below the organisation's may change a rule's file. */
  readonly isProtected: (rule: string) => boolean;
  readonly vocabulary: Partial<VocabularySource>;
  readonly refused: readonly Refusal[];
}

/** Keys whose entries are set one by one. */
const MAPS = ["questions", "thresholds", "roles", "words", "check"] as const;
/** Keys that are set as a whole. */
const WHOLES = ["paths", "ignore", "drafts", "template", "discuss"] as const;

/**
 * Lays settings over each other: the nearer layer beats the farther, key by key, except for what the organisation locked.
 *
 * @param layers from far to near
 * @param rules the ids of all rules, to say which attempts on locked ones were refused
 * @param path a document, whose folders' settings are laid on top; none for the repository as a whole
 */
export function mergeSettings(
  layers: readonly Layer[],
  rules: readonly string[],
  path: string | null = null,
): EffectiveSettings {
  const all = path === null ? layers : [...layers, ...layers.flatMap((layer) => foldersOf(layer, path))];
  const locks = all.filter(({ name }) => name === "organisation").flatMap(({ settings }) => settings.locked ?? []);
  const refused: Refusal[] = [];
  const values = new Map<string, Sourced<unknown>>();
  let vocabulary: Partial<VocabularySource> = {};
  for (const { name, file, settings } of all) {
    const isFree = name === "built in" || name === "organisation";
    const refuse = (key: string, reason: string) => refused.push({ key, layer: name, file, reason });
    for (const [key, value] of entriesOf(settings)) {
      if (isFree || !isLocked(key, locks)) values.set(key, { value, layer: name, file });
      else if (JSON.stringify(values.get(key)?.value) !== JSON.stringify(value))
        refuse(key, "the organisation locked it");
    }
    if (settings.vocabulary !== undefined) {
      if (!isFree && isLocked("vocabulary", locks)) refuse("vocabulary", "the organisation locked it");
      else {
        vocabulary = addWords(vocabulary, settings.vocabulary);
        for (const [part, lists] of Object.entries(settings.vocabulary)) {
          for (const word of Object.keys(lists ?? {}))
            values.set(`vocabulary.${part}.${word}`, { value: listIn(vocabulary, part, word), layer: name, file });
        }
      }
    }
    if (name !== "organisation" && settings.locked !== undefined)
      refuse("locked", "only an organisation's settings can lock");
    if (name !== "repository" && settings.folders !== undefined)
      refuse("folders", "only a repository's own settings can set folders apart");
  }
  const locked = (rule: string) => locks.some((lock) => lock.includes("/") && fitsRule(rule, lock));
  const levels = new Map(rules.map((rule) => [rule, levelIn(all, rule, locked(rule))]));
  const levelOf = (rule: string) => (levels.get(rule) ?? levelIn(all, rule, locked(rule))).level;
  return {
    values,
    levelOf,
    isProtected: (rule) => locked(rule) || isRequiredAbove(all, rule),
    vocabulary,
    refused: [...refused, ...[...levels.values()].flatMap((found) => found.refused)],
  };
}

/** The value of a key, which the built-in layer always has. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the schema gives each key its one type
export function valueOf<Value>(settings: EffectiveSettings, key: string): Value {
  return settings.values.get(key)!.value as Value;
}

/** Our sentences as the settings word them. */
export function wordsIn({ values }: EffectiveSettings): Partial<Record<Phrase, string>> {
  const words: Partial<Record<Phrase, string>> = {};
  for (const [key, { value }] of values)
    if (key.startsWith("words.")) words[key.slice("words.".length) as Phrase] = value as string;
  return words;
}

function* entriesOf(settings: Settings): Generator<readonly [string, unknown]> {
  for (const key of WHOLES) if (settings[key] !== undefined) yield [key, settings[key]];
  for (const key of MAPS)
    for (const [name, value] of Object.entries(settings[key] ?? {}))
      if (value !== undefined) yield [`${key}.${name}`, value];
}

/** Of a repository's folders, those that a document lies in, the longer glob last. */
function foldersOf({ name, file, settings }: Layer, path: string): Layer[] {
  if (name !== "repository") return [];
  return Object.entries(settings.folders ?? {})
    .filter(([glob]) => fits(path, [glob]))
    .toSorted(([a], [b]) => a.length - b.length)
    .map(([glob, own]) => ({ name: "folder" as const, file: `${file ?? ""} (${glob})`, settings: own }));
}

function levelIn(
  layers: readonly Layer[],
  rule: string,
  isLockedRule: boolean,
): { readonly level: Sourced<Level>; readonly refused: readonly Refusal[] } {
  let level: Sourced<Level> = { value: "ask", layer: "built in", file: null };
  let least: Level = "off";
  const refused: Refusal[] = [];
  for (const { name, file, settings } of layers) {
    const isNear = name === "repository" || name === "folder";
    const own = mostSpecific(settings, rule);
    if (own !== null && isNear && LEVELS.indexOf(own) < LEVELS.indexOf(least)) {
      refused.push({
        key: rule,
        layer: name,
        file,
        reason: `the organisation ${isLockedRule ? "locked it" : "requires it"}, so it can't be set to ${own}`,
      });
    } else if (own !== null) level = { value: own, layer: name, file };
    // What the organisation locks or requires is the least that those below it may say.
    if (!isNear && (isLockedRule || level.value === "required")) least = level.value;
  }
  return { level, refused };
}

/** What one layer says of a rule: its id beats a glob, a longer glob a shorter one, any of these its topic. */
function mostSpecific({ rules = {}, topics = {} }: Settings, rule: string): Level | null {
  const [best] = Object.entries(rules)
    .filter(([pattern]) => fitsRule(rule, pattern))
    .toSorted(([a], [b]) => Number(b === rule) - Number(a === rule) || b.length - a.length);
  const topic = rule.split("/")[0]!;
  return best?.[1] ?? (Object.hasOwn(topics, topic) ? (topics[topic as keyof typeof topics] ?? null) : null);
}

function isRequiredAbove(layers: readonly Layer[], rule: string): boolean {
  return layers.some(({ name, settings }) => name === "organisation" && mostSpecific(settings, rule) === "required");
}

const listIn = (vocabulary: Partial<VocabularySource>, part: string, name: string) =>
  (vocabulary as Readonly<Record<string, Readonly<Record<string, WordSet>>>>)[part]?.[name] ?? [];

/** A layer's words add to those of the layers above it. */
function addWords(
  base: Partial<VocabularySource>,
  more: NonNullable<Settings["vocabulary"]>,
): Partial<VocabularySource> {
  const merged: Record<string, Record<string, readonly string[]>> = {};
  for (const part of ["sections", "facts", "columns", "words"] as const) {
    const [above, below]: readonly Readonly<Record<string, WordSet | undefined>>[] = [
      base[part] ?? {},
      more[part] ?? {},
    ];
    for (const name of new Set([...Object.keys(above!), ...Object.keys(below!)])) {
      (merged[part] ??= {})[name] = [...membersOf(above![name] ?? []), ...membersOf(below![name] ?? [])];
    }
  }
  return merged;
}
