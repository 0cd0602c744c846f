import { PhraseError } from "../text/lexicon.ts";
import type { VocabularySource } from "../postmortem/vocabulary.ts";
import { addVocabulary } from "../rules/add-vocabulary.ts";
import { checkPhrases, compileRules } from "../rules/compile.ts";
import { nearest } from "../rules/check.ts";
import { extendedIn } from "../rules/extend.ts";
import { type RuleFile, VOCABULARY } from "../rules/files.ts";
import type { Problem } from "../rules/problem.ts";
import { lineWith, type RuleSources, validateRules } from "../rules/validate.ts";
import { fitsRule } from "./globs.ts";
import { BUILT_IN, type Layer } from "./layers.ts";
import { isLocked } from "./locks.ts";
import { mergeSettings } from "./merge.ts";
import { readLayer } from "./read-layer.ts";
import type { Settings } from "./schema.ts";

/** What the files of one layer say, as they were found: anybody may have written them. */
export interface LayerFiles {
  readonly name: "organisation" | "repository";
  /** Null where there is no such file. */
  readonly settings: { readonly file: string; readonly text: string } | null;
  readonly rules: readonly RuleFile[];
}

/** What is in force for a repository, and what was left out. */
export interface Policy {
  /** From far to near, beginning with what is built in. */
  readonly layers: readonly Layer[];
  /** The files of own rules that are in force, from far to near. */
  readonly files: readonly RuleFile[];
  /** The ids of all rules, ours and theirs. */
  readonly rules: readonly string[];
  /** Mistakes, for which what they stand in was left out. */
  readonly problems: readonly Problem[];
  /** What is in force, and is likely not what was meant. */
  readonly doubts: readonly Problem[];
  /** Whether the organisation has settings that can't be read, so that its locks are not in force. */
  readonly isUnlocked: boolean;
}

/** Files of rules are written by hand; nobody needs more, and each is read on every change. */
const MAX = { files: 200, bytes: 100_000, total: 1_000_000 };

/**
 * Reads what the layers of a repository say. Settings with a mistake are left out whole, and so are the rules of a layer that has one with a mistake.
 *
 * @param found from far to near
 * @param shipped our own rules and vocabulary
 */
export function readPolicy(found: readonly LayerFiles[], shipped: RuleSources): Policy {
  const layers: Layer[] = [BUILT_IN];
  const files: RuleFile[] = [];
  const problems: Problem[] = [];
  const doubts: Problem[] = [];
  let sources = shipped;
  let isUnlocked = false;
  for (const { name, settings, rules } of found) {
    const above = mergeSettings(layers, []);
    const locks = layers.flatMap((layer) => layer.settings.locked ?? []);
    const allowed = rules.filter((file) => {
      const reason = name === "organisation" ? null : refusal(file, above.isProtected, locks);
      if (reason !== null) problems.push({ file: file.path, line: 1, key: "", message: reason });
      return reason === null;
    });
    const checked = allowed.length === 0 ? { sources } : checkRules(allowed, sources);
    if ("problems" in checked) problems.push(...checked.problems);
    else {
      ({ sources } = checked);
      files.push(...allowed);
    }
    if (settings === null) continue;
    const read = readLayer(name, settings.file, settings.text);
    const mistakes = "problems" in read ? read.problems : checkVocabulary(read.layer.settings, settings, sources);
    problems.push(...mistakes);
    if (mistakes.length === 0 && "layer" in read) layers.push(read.layer);
    else if (name === "organisation") isUnlocked = true;
  }
  const ids = sources.rules.map(({ id }) => id).toSorted();
  for (const { settings } of found) {
    const layer = layers.find(({ file }) => file === settings?.file);
    if (settings !== null && layer !== undefined) doubts.push(...unknownRules(layer.settings, settings, ids));
  }
  return { layers, files, rules: ids, problems, doubts, isUnlocked };
}

/** Why a repository's file is not taken; null where it is. */
function refusal(file: RuleFile, isProtected: (rule: string) => boolean, locks: readonly string[]): string | null {
  if (file.id === VOCABULARY)
    return isLocked("vocabulary", locks) ? "the organisation locked the vocabulary, so this file is not taken" : null;
  const held = [file.id, extendedIn(file.text)].find((id) => id !== null && isProtected(id));
  return held === undefined ? null : `the organisation locked or requires ${held}, so this file is not taken`;
}

function checkRules(files: readonly RuleFile[], sources: RuleSources): ReturnType<typeof validateRules> {
  const tooLarge = files.find(({ text }) => text.length > MAX.bytes);
  if (tooLarge !== undefined)
    return { problems: [{ file: tooLarge.path, line: 1, key: "", message: "it is larger than 100 KB, and not read" }] };
  if (files.reduce((sum, { text }) => sum + text.length, 0) > MAX.total)
    return {
      problems: [{ file: files[0]!.path, line: 1, key: "", message: "the rules are larger than 1 MB, and not read" }],
    };
  const stray = files.find(({ id }) => id !== VOCABULARY && !/^[a-z-]+\/[a-z0-9-]+$/u.test(id));
  if (stray !== undefined) {
    const message = "a rule lies at <topic>/<name>.yml, in small letters, digits and dashes: impact/payments.yml";
    return { problems: [{ file: stray.path, line: 1, key: "", message }] };
  }
  if (files.length > MAX.files)
    return {
      problems: [{ file: files[MAX.files]!.path, line: 1, key: "", message: `there are more than ${MAX.files} rules` }],
    };
  return validateRules(files, sources);
}

function checkVocabulary(
  { vocabulary, folders = {} }: Settings,
  { file, text }: { readonly file: string; readonly text: string },
  sources: RuleSources,
): Problem[] {
  const all = [vocabulary, ...Object.values(folders).map((folder) => folder.vocabulary)].filter(
    (words) => words !== undefined,
  );
  if (all.length === 0) return [];
  try {
    const merged = all.reduce<VocabularySource>(
      (base, words) => addVocabulary(base, words as Partial<VocabularySource>),
      sources.vocabulary,
    );
    checkPhrases(compileRules(merged, []));
    return [];
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error;
    const { message } = error;
    return [{ file, line: lineWith(text, message) ?? 1, key: "vocabulary", message }];
  }
}

/** Rules that are set or locked and that there are not. A rule may have had that name, so this is no mistake. */
function unknownRules(
  settings: Settings,
  { file, text }: { readonly file: string; readonly text: string },
  ids: readonly string[],
): Problem[] {
  const named = [settings, ...Object.values(settings.folders ?? {})].flatMap(({ rules = {} }) => Object.keys(rules));
  const locked = (settings.locked ?? []).filter((lock) => lock.includes("/"));
  return [...new Set([...named, ...locked])]
    .filter((pattern) => !ids.some((id) => fitsRule(id, pattern)))
    .map((pattern) => {
      const near = nearest(pattern, ids);
      const line = text.split("\n").findIndex((row) => row.includes(pattern)) + 1;
      const message = `there is no rule ${pattern}${near === null ? "" : `; did you mean “${near}”?`}`;
      return { file, line: Math.max(1, line), key: "rules", message };
    });
}
