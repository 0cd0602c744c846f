import { type Analysis, type AnalysisRequest, FAILURES } from "../analysis/model.ts";
import { writeNoPostmortems, writeWaiting } from "../review/check.ts";
import type { CheckRun, PassedOver, Plan, PullRequestDocument } from "../review/model.ts";
import { planReview } from "../review/plan.ts";
import { type Say, sayIn } from "../review/words.ts";
import type { Role } from "../rules/schema.ts";
import { type DocumentSettings, settingsForDocument } from "../settings/for-document.ts";
import { type EffectiveSettings, mergeSettings, valueOf, wordsIn } from "../settings/merge.ts";
import { isPostmortem } from "../settings/postmortems.ts";
import { chooseDocuments, type ReadableFile } from "./choose-documents.ts";
import { listChangedFiles } from "./list-changed-files.ts";
import type { ChangedFile, Octokit, PullRequest, PullRequestRef, Reason } from "./model.ts";
import { readPullRequest } from "./read-pull-request.ts";
import type { SettingsReader } from "./read-settings.ts";
import { writeSettingsNotes } from "./settings-notes.ts";

export interface PlanningTools {
  readonly octokit: Octokit;
  readonly settings: SettingsReader;
  readonly analyse: (request: AnalysisRequest) => Promise<Analysis>;
}

/** A pull request with what is to be written on it. */
export interface Planned {
  readonly pull: PullRequest;
  /** When it was read, by `performance.now()`. */
  readonly readAt: number;
  /** Null where there is nothing that has to be said. */
  readonly plan: Plan | null;
  readonly checkName: string;
  /** Says our sentences as the settings word them. */
  readonly say: Say;
}

/** A head that moved while it was read. */
export class SupersededError extends Error {
  override readonly name = "SupersededError";
}

/** More postmortems than this are not one pull request's. */
const MAX_DOCUMENTS = 100;

/**
 * Reads what GitHub has of a pull request, and says what is to be written. Nothing is written here.
 *
 * @param refused places that GitHub did not take: path and line
 * @throws SupersededError where the head moved meanwhile; Error (of Octokit) where GitHub doesn't answer
 */
export async function planPullRequest(
  { octokit, settings: reader, analyse }: PlanningTools,
  ref: PullRequestRef,
  reason: Reason,
  refused: ReadonlySet<string> = new Set(),
): Promise<Planned> {
  const before = await readPullRequest(octokit, ref);
  const found = await reader.read(octokit, ref, before.settings);
  const settings = mergeSettings(found.layers, found.rules);
  const say = sayIn(wordsIn(settings));
  const checkName = valueOf<string>(settings, "check.name");
  const notes = writeSettingsNotes(found, ref.owner, [settings], say);
  const planned = (pull: PullRequest, plan: Plan | null): Planned => ({
    pull,
    plan,
    checkName,
    say,
    readAt: performance.now(),
  });
  const isKnown = before.conversation.reviews.length + before.conversation.threads.length > 0;
  if (!before.isOpen || (!isKnown && (reason === "state" || reason === "conversation"))) return planned(before, null);
  const mayHold =
    before.changedFiles > before.paths.length || before.paths.some((path) => isPostmortem(path, settings));
  if (!mayHold && !isKnown) return planned(before, onlyCheck(writeNoPostmortems(notes, say)));
  const isWaiting =
    before.isDraft && !valueOf<boolean>(settings, "drafts") && reason !== "request" && reason !== "rest";
  const waitsFor = reason === "arrival" ? "push" : isWaiting ? "ready" : null;
  const changed = mayHold ? await listChangedFiles(octokit, ref) : [];
  const files = changed.filter(({ path, isRemoved }) => !isRemoved && isPostmortem(path, settings));
  if (files.length === 0 && !isKnown) return planned(before, onlyCheck(writeNoPostmortems(notes, say)));
  if (waitsFor !== null && !isKnown) return planned(before, onlyCheck(writeWaiting(waitsFor, notes, say)));
  const taken = files.slice(0, MAX_DOCUMENTS);
  const { headSha, headRef } = before;
  const pull =
    files.length === 0
      ? before
      : await readPullRequest(octokit, ref, { headSha, headRef, paths: taken.map(({ path }) => path) });
  if (pull.headSha !== headSha) throw new SupersededError();
  const readAt = performance.now();
  const { readable, passedOver } = chooseDocuments(taken, pull.blobs);
  const role = roleOf(settings, pull.author);
  const own = new Map(taken.map(({ path }) => [path, settingsForDocument(found, path)]));
  const analysed = await Promise.all(readable.map((file) => read(file, own.get(file.path)!, role, analyse)));
  const plan = planReview({
    headSha,
    documents: analysed.flatMap((result) => ("review" in result ? [result] : [])),
    passedOver: [
      ...passedOver.map((file) => ({ ...file, isRequired: requires(own.get(file.path)!) && file.isText })),
      ...analysed.flatMap((result) => ("reason" in result ? [result] : [])),
      ...files.slice(MAX_DOCUMENTS).map(({ path }) => ({
        path,
        reason: `a pull request has its first ${MAX_DOCUMENTS} postmortems read`,
        isRequired: requires(settingsForDocument(found, path)),
      })),
    ],
    conversation: pull.conversation,
    settings: { max: valueOf(settings, "questions.max"), rounds: valueOf(settings, "questions.rounds") },
    request: {
      mayAsk: !isWaiting && reason !== "state" && reason !== "arrival",
      asksRest: reason === "rest",
    },
    notes: writeSettingsNotes(found, ref.owner, [settings, ...[...own.values()].map((one) => one.settings)], say),
    refused,
    say,
  });
  return { pull, plan, checkName, say, readAt };
}

const onlyCheck = (check: CheckRun): Plan => ({ review: null, edits: [], resolve: [], unresolve: [], check });

async function read(
  { path, previousPath, patch, text }: ReadableFile & ChangedFile,
  own: DocumentSettings,
  role: Role | null,
  analyse: PlanningTools["analyse"],
): Promise<PullRequestDocument | PassedOver> {
  const { levels, adaptation } = own;
  const analysis = await analyse({ markdown: text, options: { role, levels }, adaptation });
  if ("failure" in analysis) return { path, reason: FAILURES[analysis.failure], isRequired: requires(own) };
  const off = new Set(Object.keys(levels).filter((rule) => levels[rule] === "off"));
  return { path, previousPath, patch, text, review: analysis.review, off };
}

const requires = ({ levels }: DocumentSettings) => Object.values(levels).includes("required");

function roleOf(settings: EffectiveSettings, author: string | null): Role | null {
  // Logins are the same in capitals and in small letters.
  const key = `roles.${author ?? ""}`.toLowerCase();
  const found = [...settings.values].findLast(([name]) => name.toLowerCase() === key);
  return author === null || found === undefined ? null : (found[1].value as Role);
}
