import type { ProbotOctokit } from "probot";
import type { Conversation } from "../review/model.ts";

/** A client with the rights of one installation. */
export type Octokit = InstanceType<typeof ProbotOctokit>;

export interface RepositoryRef {
  readonly owner: string;
  readonly repo: string;
}

export interface PullRequestRef extends RepositoryRef {
  readonly number: number;
}

/** A pull request as it is now, with our part of its conversation. */
export interface PullRequest {
  readonly headSha: string;
  readonly headRef: string;
  readonly isOpen: boolean;
  readonly isDraft: boolean;
  /** Who opened it; null where that was a bot, or the account is gone. */
  readonly author: string | null;
  /** The author never had a change merged here, as far as GitHub says so. */
  readonly isNewcomer: boolean;
  /** The address of the repository's page. */
  readonly repositoryUrl: string;
  readonly defaultBranch: string;
  /** Names of the files beside a document on the default branch, where documents were read; null where there is no such folder. */
  readonly neighbours: readonly string[] | null;
  /** The path of a template on the default branch, where documents were read; null where none was found. */
  readonly template: string | null;
  /** Paths of up to 100 of its changed files. */
  readonly paths: readonly string[];
  readonly changedFiles: number;
  readonly conversation: Conversation;
  /** Our own login, with `[bot]` at its end. */
  readonly viewer: string;
  /** Which settings are in force. */
  readonly settings: SettingsIds;
  /** Numbers of other open pull requests with the same head. */
  readonly twins: readonly number[];
  /** What stands at the head under the paths that were asked for; null where there is no file. */
  readonly blobs: ReadonlyMap<string, Blob | null>;
}

/** Which versions of settings and rules the default branches have (see `versionOf`): the same versions, the same settings. */
export interface SettingsIds {
  readonly organisation: string | null;
  readonly repository: string | null;
  /** Whether GitHub shows us the organisation's `.github` repository. */
  readonly isOrganisationSeen: boolean;
}

export interface Blob {
  /** Null where it is binary. */
  readonly text: string | null;
  readonly bytes: number;
  /** Whether GitHub gave only its beginning. */
  readonly isTruncated: boolean;
}

/** A file that a pull request changes, as REST lists it. */
export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly isRemoved: boolean;
  /** Its unified diff against the base; null where GitHub gives none. */
  readonly patch: string | null;
}

/** Why one looks at a pull request, from the weakest reason to the strongest. */
export const REASONS = ["state", "arrival", "conversation", "change", "request", "rest"] as const;
/**
 * - `state`: what is known of it changed, such as a thread that was resolved;
 * - `arrival`: it was there before us;
 * - `conversation`: somebody said something;
 * - `change`: it was opened, pushed to, marked ready, or its check run is wanted again;
 * - `request`: somebody asked for a review now;
 * - `rest`: somebody asked for all questions that are left.
 */
export type Reason = (typeof REASONS)[number];
