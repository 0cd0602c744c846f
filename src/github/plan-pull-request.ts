import { type Analysis, type AnalysisRequest, FAILURES } from "../analysis/model.ts";
import { writeNoPostmortems, writeWaiting } from "../review/check.ts";
import type { CheckRun, PassedOver, Plan, PullRequestDocument } from "../review/model.ts";
import { asksOf, obey } from "../review/obey.ts";
import { type Say, sayIn } from "../review/words.ts";
import type { Role } from "../rules/schema.ts";
import { type DocumentSettings, settingsForDocument } from "../settings/for-document.ts";
import { mergeSettings, valueOf, wordsIn } from "../settings/merge.ts";
import { isPostmortem } from "../settings/postmortems.ts";
import { chooseDocuments, type ReadableFile } from "./choose-documents.ts";
import { listChangedFiles } from "./list-changed-files.ts";
import type { ChangedFile, Octokit, PullRequest, PullRequestRef, Reason } from "./model.ts";
import { planConversation } from "./plan-conversation.ts";
import { readCommandsGiven } from "./read-commands.ts";
import { readPullRequest } from "./read-pull-request.ts";
import { readRole } from "./read-role.ts";
import type { SettingsReader } from "./read-settings.ts";
import { firstWordsOf, tellOf } from "./tell.ts";
import { writeSettingsNotes } from "./settings-notes.ts";

export interface PlanningTools {
  readonly octokit: Octokit;
  readonly settings: SettingsReader;
  readonly analyse: (request: AnalysisRequest) => Promise<Analysis>;
  /** The address of our site, ending in a slash; null where there is none. */
  readonly site: string | null;
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
  { octokit, settings: reader, analyse, site }: PlanningTools,
  ref: PullRequestRef,
  event: Reason,
  refused: ReadonlySet<string> = new Set(),
): Promise<Planned> {
  const before = await readPullRequest(octokit, ref);
  const found = await reader.read(octokit, ref, before.settings);
  const settings = mergeSettings(found.layers, found.rules);
  const say = sayIn(wordsIn(settings));
  const checkName = valueOf<string>(settings, "check.name");
  const planned = (pull: PullRequest, plan: Plan | null): Planned => ({
    pull,
    plan,
    checkName,
    say,
    readAt: performance.now(),
  });
  const isKnown = before.conversation.reviews.length + before.conversation.threads.length > 0;
  if (!before.isOpen) return planned(before, null);
  const commands = await readCommandsGiven(octokit, ref, before);
  const { asks, isPaused, hasNew } = asksOf(commands.given, commands.rights);
  const isTalk = !isKnown && (event === "state" || event === "conversation");
  if (isTalk && !hasNew) return planned(before, null);
  // Who asks for something else in a pull request that was there before us asks for no review.
  const reason = event === "rest" ? event : (asks ?? (isTalk ? "arrival" : event));
  const notes = writeSettingsNotes(found, ref.owner, [settings], say);
  const told = tellOf(ref, before, found, settings, say);
  const onlyCheck = (check: CheckRun): Plan => {
    const { messages, reactions } = obey(
      commands.given,
      commands.rights,
      { ...told, explain: () => say("explain.nothing") },
      before.conversation,
      say,
    );
    return { review: null, edits: [], resolve: [], unresolve: [], messages, reactions, check };
  };
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
  const role = await readRole(octokit, ref, settings, pull.author);
  const own = new Map(taken.map(({ path }) => [path, settingsForDocument(found, path)]));
  const analysed = await Promise.all(readable.map((file) => read(file, own.get(file.path)!, role, analyse)));
  const plan = await planConversation(
    {
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
        mayAsk: !isWaiting && reason !== "state" && reason !== "arrival" && (!isPaused || asks !== null),
        asksRest: reason === "rest",
        isDraft: before.isDraft,
      },
      notes: [
        ...(isPaused ? [say("check.paused")] : []),
        ...writeSettingsNotes(found, ref.owner, [settings, ...[...own.values()].map((one) => one.settings)], say),
      ],
      refused,
      say,
      first: firstWordsOf(ref, pull, settings, taken[0]?.path ?? ""),
    },
    {
      commands,
      isPaused,
      author: pull.author,
      viewer: pull.viewer,
      links: { site, discuss: (settings.values.get("discuss")?.value as string | undefined) ?? null },
      say,
      told,
      analyse,
      requestFor: (path) => {
        const { levels, adaptation } = own.get(path)!;
        return { options: { role, levels }, adaptation };
      },
    },
  );
  return { pull, plan, checkName, say, readAt };
}

async function read(
  { path, previousPath, patch, text }: ReadableFile & ChangedFile,
  own: DocumentSettings,
  role: Role | null,
  analyse: PlanningTools["analyse"],
): Promise<PullRequestDocument | PassedOver> {
  const { levels, adaptation } = own;
  const analysis = await analyse({ markdown: text, options: { role, levels, offers: true }, adaptation });
  if ("failure" in analysis) return { path, reason: FAILURES[analysis.failure], isRequired: requires(own) };
  const off = new Set(Object.keys(levels).filter((rule) => levels[rule] === "off"));
  return { path, previousPath, patch, text, review: analysis.review, off };
}

const requires = ({ levels }: DocumentSettings) => Object.values(levels).includes("required");
