import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblem, type Problem } from "./problem.ts";
import { compileRules, type RuleSet } from "./compile.ts";
import { findRuleFiles, type RuleFile } from "./files.ts";
import type { RuleSources } from "./validate.ts";

/** Rule files that can't be used: the message names each problem's file, line, key and way out. */
export class RuleFilesError extends Error {
  override readonly name = "RuleFilesError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

/** The rules and the vocabulary that ship with the project. */
export const SHIPPED_RULES = join(import.meta.dirname, "..", "..", "rules");
/** Where checked rules are kept, since checking costs more than a review; anybody may delete it. */
const CACHE = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "postmortem-coach");

/**
 * Loads the rules that ship with the project, and others added to them.
 *
 * @param folders further folders of rules; what comes later replaces what has the same id
 * @returns the rules, ready to read documents
 * @throws RuleFilesError where a file is not as it ought to be; Error (ENOENT …) where a folder can't be read
 */
export async function loadRules(folders: readonly string[] = []): Promise<RuleSet> {
  const { vocabulary, rules } = await loadSources(folders);
  return compileRules(vocabulary, rules);
}

/** Loads rules as `loadRules` does, and leaves them as their files have them. */
export async function loadSources(folders: readonly string[] = []): Promise<RuleSources> {
  const files = [SHIPPED_RULES, ...folders].flatMap(findRuleFiles);
  return readCache(files) ?? (await validate(files));
}

async function validate(files: readonly RuleFile[]): Promise<RuleSources> {
  // The schemas take longer to load than a review takes: they are needed only where files are new.
  const { validateRules } = await import("./validate.ts");
  const checked = validateRules(files);
  if ("problems" in checked) throw new RuleFilesError(checked.problems);
  writeCache(files, checked.sources);
  return checked.sources;
}

function cacheFile(files: readonly RuleFile[]): string {
  const hash = createHash("sha256").update(
    readFileSync(join(import.meta.dirname, import.meta.filename.endsWith(".ts") ? "schema.ts" : "schema.js")),
  );
  for (const { path, id, text } of files) hash.update(`\u0000${path}\u0000${id}\u0000${text}`);
  return join(CACHE, `rules-${hash.digest("hex").slice(0, 32)}.json`);
}

function readCache(files: readonly RuleFile[]): RuleSources | null {
  try {
    return JSON.parse(readFileSync(cacheFile(files), "utf8")) as RuleSources;
  } catch {
    return null;
  }
}

/** A cache that can't be written costs time, nothing else. */
function writeCache(files: readonly RuleFile[], sources: RuleSources): void {
  try {
    mkdirSync(CACHE, { recursive: true });
    const file = cacheFile(files);
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(sources));
    renameSync(draft, file);
  } catch {}
}
