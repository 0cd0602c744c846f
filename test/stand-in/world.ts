import { join } from "node:path";
import { readCommentMarker } from "../../src/review/markers.ts";
import type { CommentMarker } from "../../src/review/model.ts";
import {
  type App,
  type Files,
  type GitHub,
  type Installation,
  launchApp,
  type ListedCheck,
  type ListedComment,
  type Pull,
  type Repository,
  type Running,
  startFakeGitHub,
} from "./stand-in.ts";

const root = join(import.meta.dirname, "..", "..");

/** GitHub, an organisation that installed the app, and the app as a process. */
export class World {
  readonly gh: GitHub;
  readonly app: App;
  readonly installation: Installation;
  running!: Running;
  #repositories = 0;

  private constructor(gh: GitHub) {
    this.gh = gh;
    gh.createOrg("acme");
    this.app = gh.createApp({ slug: "postmortem-coach" });
    this.installation = gh.installApp(this.app, "acme");
  }

  static async start(options: Record<string, unknown> = {}, env: Record<string, string> = {}): Promise<World> {
    const world = new World(await startFakeGitHub(options));
    await world.launch(env);
    return world;
  }

  async launch(env: Record<string, string> = {}): Promise<void> {
    this.running = await launchApp(this.gh, this.app, {
      command: process.execPath,
      args: [join(root, "src", "main.ts")],
      cwd: root,
      env: { LOG_LEVEL: "warn", ...env },
    });
  }

  /** Once what the app looks up when it starts is over: what is counted from then on is a test's. */
  async quiet(): Promise<void> {
    await this.gh.waitFor("the first sweep", () =>
      this.gh.requestLog({ since: 0 }).find(({ route }) => route === "GET /installation/repositories"),
    );
    await this.gh.settle({ quietMs: 1000 });
  }

  /** As a power cut would. */
  kill(): void {
    this.running.child.kill("SIGKILL");
  }

  /** The organisation installs the app only now. */
  reinstall(): void {
    this.installation.createdAt = new Date().toISOString().replace(/\.\d+Z$/u, "Z");
  }

  async end(): Promise<void> {
    await this.running.stop();
    await this.gh.close();
  }

  /** A repository of its own for a test. */
  repository(files: Files = {}): Repository {
    this.#repositories += 1;
    return this.gh.createRepo(`acme/repository-${this.#repositories}`, {
      files: { "README.md": "# Ours\n", ...files },
    });
  }

  open(repository: Repository, files: Files, more: Record<string, unknown> = {}): Pull {
    return this.gh.openPullRequest(repository, { head: `change-${repository.pulls.length + 1}`, files, ...more });
  }

  /** The newest check run of the pull request's head, once it is there. */
  check(pull: Pull): Promise<ListedCheck> {
    return this.gh.waitFor(`a check run of ${pull.headSha}`, () => this.gh.listChecks(pull.repo, pull.headSha).at(-1));
  }

  /** The newest check run, once one came after what was done. */
  async checkAfter(pull: Pull, act: () => void): Promise<ListedCheck> {
    const before = this.gh.listChecks(pull.repo).length;
    act();
    const check = await this.gh.waitFor("a further check run", () => {
      const checks = this.gh.listChecks(pull.repo);
      return checks.length > before && checks.at(-1)?.headSha === pull.headSha ? checks.at(-1) : undefined;
    });
    await this.gh.settle();
    return this.gh.listChecks(pull.repo, pull.headSha).at(-1) ?? check;
  }

  /** Our questions, in the order in which they were asked. */
  questions(pull: Pull): (ListedComment & CommentMarker)[] {
    return this.gh.listComments(pull).flatMap((comment) => {
      const marker = comment.by === this.app.bot.login ? readCommentMarker(comment.body) : null;
      return marker === null ? [] : [{ ...comment, ...marker }];
    });
  }

  rules(pull: Pull): string[] {
    return this.questions(pull).map(({ rule }) => rule);
  }

  /** Our comment that asks a rule's question, as people can act on it. */
  thread(pull: Pull, rule: string) {
    const found = this.questions(pull).find((question) => question.rule === rule);
    return pull.reviewComments.find(({ id }) => id === found?.id)!;
  }
}
