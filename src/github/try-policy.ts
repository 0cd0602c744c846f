import { cutSummary } from "../review/cut-summary.ts";
import { inert } from "../review/inert.ts";
import type { CheckAnnotation, CheckRun } from "../review/model.ts";
import { compareTrial, type TriedDocument } from "../review/trial.ts";
import type { Say } from "../review/words.ts";
import { writeTrial } from "../review/write-trial.ts";
import type { Problem } from "../rules/problem.ts";
import { settingsForDocument } from "../settings/for-document.ts";
import { mergeSettings } from "../settings/merge.ts";
import type { Policy } from "../settings/policy.ts";
import { isPolicyPath } from "../settings/policy-path.ts";
import { RULES_FOLDER } from "../settings/read-layer.ts";
import { listChangedFiles } from "./list-changed-files.ts";
import type { PullRequest, PullRequestRef } from "./model.ts";
import type { PlanningTools } from "./plan-pull-request.ts";
import { labelOf, readLayerFiles } from "./read-layer-files.ts";
import { findInOrganisation, findInRepository, type TrialDocument } from "./trial-documents.ts";

/** What a pull request would make of settings and rules. */
export interface PolicyTrial {
  readonly annotations: readonly CheckAnnotation[];
  /** Markdown, safe to show. */
  readonly table: string;
}

/**
 * Tries the settings and rules of a pull request's head: what is amiss with them, and what they would ask of the newest postmortems. It is the only use of
 * settings and rules from a pull request; nothing of it is posted as a question.
 *
 * @returns null where the pull request changes neither
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function tryPolicy(
  { octokit, settings, analyse }: PlanningTools,
  ref: PullRequestRef,
  pull: PullRequest,
): Promise<PolicyTrial | null> {
  if (!(await changesPolicy(octokit, ref, pull))) return null;
  const { owner, repo } = ref;
  const isOrganisation = repo === ".github";
  const { layers, repository } = await settings.readFiles(octokit, ref);
  const head = await readLayerFiles(octokit, {
    name: isOrganisation ? "organisation" : "repository",
    ref: { owner, repo },
    commit: pull.headSha,
    rulesTree: `${pull.headSha}:${RULES_FOLDER}`,
  });
  const before = await settings.readLayers(layers);
  const after = await settings.readLayers([...layers.filter(({ name }) => name !== head.name), head]);
  const documents = isOrganisation
    ? await findInOrganisation(octokit, owner, [before, after])
    : await findInRepository(octokit, { owner, repo }, repository.head!.oid, [before, after]);
  const tried = await Promise.all(
    documents.map((document) => tryOne(document, isOrganisation, before, after, analyse)),
  );
  const what = isOrganisation
    ? `the newest postmortems of the repositories with the newest pushes that this app sees in ${inert(owner)}, their own settings left aside`
    : `the newest postmortems of ${inert(`${owner}/${repo}`)}`;
  return {
    annotations: annotationsOf(after, labelOf({ owner, repo }), head),
    table: writeTrial(compareTrial(tried), what),
  };
}

/** Adds to a check run what is amiss with the settings and rules of the pull request, and what they would ask. */
export function withPolicy(check: CheckRun, { annotations, table }: PolicyTrial, say: Say): CheckRun {
  const count = annotations.filter(({ level }) => level === "failure").length;
  const title =
    count === 0
      ? say("check.policy.none")
      : count === 1
        ? say("check.policy.one")
        : say("check.policy.some", { count });
  const isOnlyPolicy = check.conclusion === "success";
  return {
    ...check,
    conclusion: isOnlyPolicy && count > 0 ? "neutral" : check.conclusion,
    title: isOnlyPolicy ? title : `${title} · ${check.title}`,
    summary: cutSummary(`### ${say("check.policy")}\n\n${table}\n\n${check.summary}`),
    annotations,
  };
}

async function changesPolicy(
  octokit: PlanningTools["octokit"],
  ref: PullRequestRef,
  pull: PullRequest,
): Promise<boolean> {
  if (pull.paths.some(isPolicyPath)) return true;
  if (pull.changedFiles <= pull.paths.length) return false;
  const files = await listChangedFiles(octokit, ref);
  return files.some(({ path, previousPath }) => isPolicyPath(path) || isPolicyPath(previousPath ?? ""));
}

async function tryOne(
  { ref, path, text, isShown }: TrialDocument,
  isOrganisation: boolean,
  before: Policy,
  after: Policy,
  analyse: PlanningTools["analyse"],
): Promise<TriedDocument> {
  const ask = async (policy: Policy) => {
    const { levels, adaptation } = settingsForDocument(policy, path);
    const analysis = await analyse({ markdown: text, options: { levels }, adaptation });
    return "review" in analysis ? analysis.review : null;
  };
  const name = isOrganisation ? `${ref.owner}/${ref.repo}: ${path}` : path;
  return { path: isShown ? name : null, before: await ask(before), after: await ask(after) };
}

/** What a reader takes in beside a line. */
const MAX_MESSAGE = 1000;

function annotationsOf(
  { problems, doubts, layers, rules }: Policy,
  label: string,
  head: { readonly settings: { readonly file: string; readonly text: string } | null },
): CheckAnnotation[] {
  const annotate = (level: CheckAnnotation["level"], { file, line, key, message }: Problem): CheckAnnotation[] =>
    file.startsWith(label)
      ? [
          {
            path: file.slice(label.length),
            line,
            level,
            title: key === "" ? "Settings" : key,
            message: message.slice(0, MAX_MESSAGE),
          },
        ]
      : [];
  const refused = mergeSettings(layers, rules).refused.map(({ key, file, reason }) => ({
    file: file ?? "",
    line: lineOf(key, head.settings?.text ?? ""),
    key,
    message: `${key}: ${reason}`,
  }));
  return [
    ...problems.flatMap((problem) => annotate("failure", problem)),
    ...refused.flatMap((problem) => annotate("warning", problem)),
    ...doubts.flatMap((problem) => annotate("warning", problem)),
  ];
}

/** The line on which a setting that is refused most likely stands: of its key, of its rule, of the rule's topic. */
function lineOf(key: string, text: string): number {
  const lines = text.split("\n");
  for (const part of [key, key.split(".").at(-1)!, key.split("/")[0]!]) {
    const index = lines.findIndex((line) => line.includes(part));
    if (index >= 0) return index + 1;
  }
  return 1;
}
