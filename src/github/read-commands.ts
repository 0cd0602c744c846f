import { findCommands, type GivenCommands, type Rights } from "../review/obey.ts";
import type { Remark } from "../review/model.ts";
import type { Octokit, PullRequest, RepositoryRef } from "./model.ts";

/** The commands in a pull request's conversation, with the rights of those whose commands are new. */
export interface ReadCommands {
  readonly given: readonly GivenCommands[];
  /** By login. */
  readonly rights: ReadonlyMap<string, Rights>;
}

/** Roles that may use commands; those of them that may write; custom roles are known by the permission that they stand for. */
const COMMANDING = new Set(["triage", "write", "maintain", "admin"]);
const WRITING = new Set(["write", "admin"]);

/**
 * Reads which commands of a conversation are new, and who may give them. It asks GitHub only where there are any.
 *
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function readCommandsGiven(
  octokit: Octokit,
  ref: RepositoryRef,
  { conversation, author, viewer }: PullRequest,
): Promise<ReadCommands> {
  const given: GivenCommands[] = [];
  const rights = new Map<string, Rights>();
  for (const commands of findCommands(conversation)) {
    const { remark } = commands;
    const wasObeyed = commands.wasObeyed ?? (await readStanding(octokit, ref, remark, viewer));
    given.push({ ...commands, wasObeyed });
    if (wasObeyed === null && remark.author !== null && !rights.has(remark.author))
      rights.set(remark.author, await readRights(octokit, ref, remark.author, author));
  }
  return { given, rights };
}

/** Our reactions say whether a command was obeyed, also where GraphQL does not say whose they are. */
async function readStanding(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  { id, root }: Remark,
  viewer: string,
): Promise<boolean | null> {
  const { data } = await (root === null
    ? octokit.rest.reactions.listForIssueComment({ owner, repo, comment_id: id, per_page: 100 })
    : octokit.rest.reactions.listForPullRequestReviewComment({ owner, repo, comment_id: id, per_page: 100 }));
  const ours = new Set(data.filter(({ user }) => user?.login === viewer).map(({ content }) => content));
  if (ours.has("+1")) return true;
  return ours.has("confused") ? false : null;
}

async function readRights(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  login: string,
  author: string | null,
): Promise<Rights> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login });
    // What GitHub calls the permission of somebody who may triage is "read".
    const mayTriage =
      COMMANDING.has(data.role_name) || WRITING.has(data.permission) || data.user?.permissions?.triage === true;
    return { mayCommand: mayTriage || login === author, canWrite: WRITING.has(data.permission) };
  } catch (error) {
    if ((error as { status?: number }).status !== 404) throw error;
    return { mayCommand: login === author, canWrite: false };
  }
}
