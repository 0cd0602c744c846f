import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findRuleFiles } from "../rules/files.ts";
import { loadSources } from "../rules/load.ts";
import { formatProblem } from "../rules/problem.ts";
import { type LayerFiles, type Policy, readPolicy } from "../settings/policy.ts";
import { RULES_FOLDER, SETTINGS_FILE } from "../settings/read-layer.ts";
import { UsageError } from "./usage-error.ts";

/** Where the layers of a repository lie on this machine. */
export interface LocalLayers {
  /** A checkout of the repository; null for none. */
  readonly repo: string | null;
  /** A checkout of its organisation's `.github` repository; null for none. */
  readonly organisation: string | null;
  /** A file and folders that stand in the repository's place. */
  readonly settings?: string | null;
  readonly rules?: readonly string[];
}

/**
 * Reads settings and rules from this machine.
 *
 * @throws UsageError where a file or folder that is named can't be read
 */
export async function readLocalPolicy({
  repo,
  organisation,
  settings = null,
  rules = [],
}: LocalLayers): Promise<Policy> {
  const layers: LayerFiles[] = [];
  if (organisation !== null) layers.push(layerIn("organisation", organisation));
  const own = repo === null ? { name: "repository" as const, settings: null, rules: [] } : layerIn("repository", repo);
  layers.push({
    name: "repository",
    settings: settings === null ? own.settings : { file: settings, text: readText(settings) },
    rules: [...own.rules, ...rules.flatMap(rulesIn)],
  });
  return readPolicy(layers, await loadSources());
}

/**
 * Reads a policy as `readLocalPolicy` does, to ask with it.
 *
 * @throws UsageError where something in it is not as it ought to be: what was left out would be asked about otherwise than was meant
 */
export async function readSoundPolicy(layers: LocalLayers): Promise<Policy> {
  const policy = await readLocalPolicy(layers);
  if (policy.problems.length > 0) throw new UsageError(policy.problems.map(formatProblem).join("\n"));
  return policy;
}

function layerIn(name: LayerFiles["name"], folder: string): LayerFiles {
  const [file, rules] = [join(folder, SETTINGS_FILE), join(folder, RULES_FOLDER)];
  if (!existsSync(folder)) throw new UsageError(`there is no folder ${folder}`);
  return {
    name,
    settings: existsSync(file) ? { file, text: readText(file) } : null,
    rules: existsSync(rules) ? rulesIn(rules) : [],
  };
}

function rulesIn(folder: string) {
  try {
    return findRuleFiles(folder);
  } catch (error) {
    throw new UsageError(
      `the rules in ${folder} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
    );
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}
