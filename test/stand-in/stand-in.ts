import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What these tests use of the stand-in for GitHub: people's side of it, and what it recorded. */
export interface GitHub {
  readonly options: Record<string, unknown>;
  createOrg(login: string): void;
  createApp(options: Record<string, unknown>): App;
  installApp(app: App, account: string, options?: Record<string, unknown>): Installation;
  createRepo(name: string, options?: Record<string, unknown>): Repository;
  fork(repository: Repository, owner: string): Repository;
  putFile(repository: Repository, branch: string, path: string, text: string): string;
  putFiles(repository: Repository, branch: string, files: Files, options?: Record<string, unknown>): string;
  putOrgConfig(owner: string, path: string, text: string): Repository;
  openPullRequest(repository: Repository, options: Record<string, unknown>): Pull;
  pushTo(repository: Repository, branch: string, files: Files, options?: Record<string, unknown>): string;
  setPullState(pull: Pull, action: string): void;
  replyToComment(comment: Comment, text: string, options?: Record<string, unknown>): Comment;
  commentOnLine(pull: Pull, options: Record<string, unknown>): Comment;
  comment(pull: Pull, text: string, options?: Record<string, unknown>): IssueComment;
  resolve(comment: Comment, options?: Record<string, unknown>): void;
  rerequestCheck(run: CheckRun, options?: Record<string, unknown>): void;
  deleteReviewComment(comment: Comment, user: unknown): void;
  user(login: string, type?: string): unknown;
  inject(fault: Record<string, unknown>): void;
  secondaryRateLimit(fault: Record<string, unknown>): void;
  serverError(fault: Record<string, unknown>): void;
  dropConnection(fault: Record<string, unknown>): void;
  exhaustRateLimit(installation: Installation, options: Record<string, unknown>): void;
  expireTokens(): void;
  emit(event: string, action: string | null, repository: Repository | null, sender: unknown, facts: object): void;
  readonly deliveries: Delivery[];
  /** Those that are still to happen. */
  readonly faults: unknown[];
  redeliver(delivery: Delivery): Promise<Delivery>;
  deliverRaw(app: App, event: string, payload: object, options?: Record<string, unknown>): Promise<Delivery>;
  listComments(pull: Pull): ListedComment[];
  listReviews(pull: Pull): ListedReview[];
  listChecks(repository: Repository, sha?: string): ListedCheck[];
  mark(): number;
  usage(options: { since: number }): { calls: number; routes: Record<string, number>; contentCreating: number };
  requestLog(options: { since: number }): { route: string; at: string; createsContent: boolean; status: number }[];
  assertContract(): void;
  settle(options?: { quietMs?: number; timeoutMs?: number }): Promise<void>;
  waitFor<Value>(what: string, test: () => Value, options?: { timeoutMs: number }): Promise<NonNullable<Value>>;
  appEnv(app: App): Record<string, string>;
  close(): Promise<void>;
  readonly apiUrl: string;
}
export type Files = Record<string, string | Buffer | null>;
export interface App {
  readonly id: number;
  readonly slug: string;
  readonly privateKey: string;
  readonly bot: { readonly login: string };
  webhookUrl: string | null;
  webhooksPaused?: boolean;
}
export interface Installation {
  readonly id: number;
  createdAt: string;
  suspendedAt: string | null;
  permissions: Record<string, string>;
}
export interface Repository {
  readonly fullName: string;
  readonly checkRuns: CheckRun[];
  readonly pulls: Pull[];
  readonly collaborators: Map<string, string>;
  readonly git: {
    readonly dir: string;
    ls(sha: string, path: string): readonly { readonly sha: string }[] | null;
    blob(sha: string): Buffer;
    resolve(ref: string): string | null;
    run: (args: readonly string[], options?: { readonly input?: unknown }) => unknown;
  };
}
interface CheckRun {
  readonly id: number;
  readonly annotations: readonly Record<string, unknown>[];
  readonly headSha: string;
  readonly externalId: string;
}
interface ReactionBy {
  readonly content: string;
  readonly user: { readonly login: string };
}
export interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
  readonly reactions: readonly ReactionBy[];
}
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly reactions: readonly ReactionBy[];
  readonly pull: Pull;
  readonly user: { readonly login: string };
  readonly thread: { readonly resolved: boolean; readonly comments: readonly Comment[] };
  minimized: string | null;
}
export interface Pull {
  readonly number: number;
  readonly repo: Repository;
  readonly headSha: string;
  readonly reviewComments: Comment[];
  readonly comments: IssueComment[];
}
interface Delivery {
  readonly redelivery: boolean;
  readonly event: string;
  readonly action: string | null;
  readonly status: number | null;
  readonly payload: object;
}
export interface ListedComment {
  readonly id: number;
  readonly path: string;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly originalLine: number;
  readonly body: string;
  readonly by: string;
  readonly replyTo: number | null;
  readonly resolved: boolean;
  readonly minimized: string | null;
}
interface ListedReview {
  readonly id: number;
  readonly state: string;
  readonly body: string;
  readonly by: string;
  readonly commit: string;
  readonly comments: number;
}
export interface ListedCheck {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly headSha: string;
  readonly output: { readonly title: string; readonly summary: string };
  readonly actions: readonly { readonly identifier: string; readonly label: string }[];
}
export interface Running {
  readonly url: string;
  readonly child: { kill(signal: string): void; readonly exitCode: number | null };
  output(): string;
  stop(): Promise<void>;
}

interface StandIn {
  readonly startFakeGitHub: (options?: Record<string, unknown>) => Promise<GitHub>;
  readonly launchApp: (github: GitHub, app: App, options: Record<string, unknown>) => Promise<Running>;
}

const folder = process.env["GITHUB_STAND_IN"];
if (folder === undefined) throw new Error("GITHUB_STAND_IN names the folder of a stand-in for GitHub");

export const { startFakeGitHub, launchApp } = (await import(
  pathToFileURL(join(folder, "src", "index.mjs")).href
)) as StandIn;
