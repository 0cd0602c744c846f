import type { AnalysisPool } from "../../src/analysis/pool.ts";
import { lookAgain, type TripTools } from "../../src/github/look-again.ts";
import type { Reason } from "../../src/github/model.ts";
import { SettingsReader } from "../../src/github/read-settings.ts";
import { readCommentMarker, readReviewMarker } from "../../src/review/markers.ts";
import type { CommentMarker } from "../../src/review/model.ts";
import { ask } from "../../src/rules/ask.ts";
import type { RuleSet } from "../../src/rules/compile.ts";
import type { FaultyClient } from "./client.ts";
import { ANSWERABLE, HistoryDocument } from "./history-document.ts";
import { rememberReads } from "./remember-reads.ts";
import type { Comment, GitHub, Pull, Repository } from "./stand-in.ts";
import type { Step } from "./steps.ts";

interface Asked extends CommentMarker {
  readonly comment: Comment;
}

const BRANCH = "change";
const NAMES = ["alpha", "beta", "gamma"];

/** A pull request to which things happen, and what must be true of it all the while. */
export class History {
  readonly #gh: GitHub;
  readonly #client: FaultyClient;
  readonly #rules: RuleSet;
  readonly #tools: TripTools;
  readonly #repository: Repository;
  readonly #pull: Pull;
  readonly #documents = [new HistoryDocument(NAMES[0]!)];
  /** Questions whose comments a person deleted or hid, as `document rule`. */
  readonly #settled = new Set<string>();
  /** Comments in threads that a person resolved, with their text. */
  readonly #resolved = new Map<number, string>();
  #pushes = 0;

  constructor(gh: GitHub, client: FaultyClient, pool: AnalysisPool, rules: RuleSet, name: string) {
    this.#gh = gh;
    this.#client = client;
    this.#rules = rules;
    this.#repository = gh.createRepo(`acme/${name}`, { files: { "README.md": "# Ours\n" } });
    rememberReads(this.#repository);
    this.#pull = gh.openPullRequest(this.#repository, { head: BRANCH, files: this.#files(), deliver: false });
    this.#tools = {
      octokit: client.octokit,
      settings: new SettingsReader(pool.readPolicy.bind(pool)),
      analyse: pool.analyse.bind(pool),
      site: null,
      write: (write) => write(),
    };
  }

  async play(step: Step): Promise<void> {
    const reason = this.#act(step);
    if (reason === null) return;
    this.#client.start(step.fault, () => this.#push({}));
    try {
      await this.#trip(reason);
      if (step.kind === "redeliver") await this.#trip(reason);
    } catch (error) {
      // The queue tries again what failed in a process that lives on; a process that ended forgets.
      if (step.fault === null) throw error;
      if (!this.#client.isDead) await this.#trip(reason);
    }
    this.#check();
  }

  /** All is quiet, and the pull request is looked at once more. */
  async end(): Promise<void> {
    this.#client.start(null, () => undefined);
    await this.#trip("change");
    this.#check();
    this.#checkAtRest();
    const written = () =>
      JSON.stringify([this.#gh.listReviews(this.#pull), this.#asked().map(({ comment }) => comment.body)]);
    const before = written();
    await this.#trip("change");
    if (written() !== before) throw new Error("a trip that has nothing to do wrote something");
  }

  #trip(reason: Reason): Promise<void> {
    const [owner, repo] = this.#repository.fullName.split("/") as [string, string];
    return lookAgain(this.#tools, { owner, repo, number: this.#pull.number }, reason);
  }

  /** Does what the step says, and gives the reason to look at the pull request; null where nobody is told. */
  #act({ kind, a, b }: Step): Reason | null {
    const document = this.#documents[a % this.#documents.length]!;
    const rule = ANSWERABLE[b % ANSWERABLE.length]!;
    const asked = this.#asked().filter(({ state }) => state === "open");
    const comment = asked[b % asked.length]?.comment;
    switch (kind) {
      case "answer":
        document.answered.add(rule);
        return this.#push(this.#files());
      case "unanswer":
        document.answered.delete(rule);
        return this.#push(this.#files());
      case "prose":
        document.addLine();
        return this.#push(this.#files());
      case "rebase":
        this.#gh.pushTo(this.#repository, BRANCH, this.#files(), { force: "main", deliver: false });
        return "change";
      case "rename": {
        const old = document.path;
        document.rename();
        if (b % 2 === 0) document.addLine();
        return this.#push({ [old]: null, ...this.#files() });
      }
      case "add": {
        const name = NAMES[this.#documents.length];
        if (name !== undefined) this.#documents.push(new HistoryDocument(name));
        return this.#push(this.#files());
      }
      case "delete":
        document.isThere = false;
        return this.#push({ [document.path]: null, ...this.#files() });
      case "restore":
        document.isThere = true;
        return this.#push(this.#files());
      case "redeliver":
        return "change";
      case "rest":
        return "rest";
      case "reply":
        if (comment !== undefined) this.#gh.replyToComment(comment, "We will look into it next week.");
        return "conversation";
      case "resolve":
        if (comment === undefined) return null;
        this.#gh.resolve(comment);
        this.#resolved.set(comment.id, comment.body);
        return "state";
      case "unresolve": {
        const [id] = [...this.#resolved.keys()];
        const known = this.#pull.reviewComments.find((other) => other.id === id);
        if (id === undefined || known === undefined) return null;
        this.#gh.resolve(known, { resolved: false });
        this.#resolved.delete(id);
        return "state";
      }
      case "delete comment":
        if (comment === undefined) return null;
        this.#settle(comment.body);
        this.#gh.deleteReviewComment(comment, this.#gh.user("dev"));
        this.#resolved.delete(comment.id);
        return "state";
      case "hide comment":
        if (comment === undefined) return null;
        this.#settle(comment.body);
        comment.minimized = "RESOLVED";
        return null;
    }
  }

  #push(files: Record<string, string | null>): Reason {
    this.#pushes += 1;
    this.#gh.pushTo(this.#repository, BRANCH, { ...files, "pushes.txt": String(this.#pushes) }, { deliver: false });
    return "change";
  }

  #files(): Record<string, string> {
    return Object.fromEntries(this.#documents.filter(({ isThere }) => isThere).map(({ path, text }) => [path, text]));
  }

  #settle(body: string): void {
    const { document, rule } = readCommentMarker(body)!;
    this.#settled.add(`${this.#nameOf(document)} ${rule}`);
  }

  /** A document's name, from the id that its first path gave it. */
  #nameOf(id: string): string {
    return NAMES.find((name) => id.includes(name))!;
  }

  #asked(): Asked[] {
    return this.#pull.reviewComments.flatMap((comment) => {
      const marker = comment.user.login === "postmortem-coach[bot]" ? readCommentMarker(comment.body) : null;
      return marker === null ? [] : [{ ...marker, comment }];
    });
  }

  /** True at any time, also after a process ended in the middle of a trip. */
  #check(): void {
    const asked = this.#asked();
    const keys = asked.map(({ document, rule }) => `${this.#nameOf(document)} ${rule}`);
    const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
    if (twice.length > 0) throw new Error(`asked twice: ${twice.join(", ")}`);
    const again = keys.filter((key, index) => this.#settled.has(key) && asked[index]!.comment.minimized === null);
    if (again.length > 0) throw new Error(`asked again: ${again.join(", ")}`);
    for (const [id, body] of this.#resolved) {
      if (asked.find(({ comment }) => comment.id === id)?.comment.body !== body)
        throw new Error("a resolved thread was touched");
    }
    if (this.#gh.listReviews(this.#pull).some(({ by, state }) => by.startsWith("postmortem") && state !== "COMMENTED"))
      throw new Error("a review that does more than comment");
  }

  /** True once the pull request was looked at undisturbed. */
  #checkAtRest(): void {
    const asked = this.#asked();
    const check = this.#gh.listChecks(this.#repository, this.#pull.headSha).at(-1);
    if (check === undefined) throw new Error("the head has no check run");
    const live = asked.filter(({ comment }) => isLive(comment) && comment.thread.comments.length === 1);
    for (const { document, rule, state } of live) {
      const now = this.#documents.find(({ name }) => name === this.#nameOf(document))!;
      const isAsked = now.isThere && this.#questions(now).includes(rule);
      if (state === "open" && !isAsked) throw new Error(`open, though the text answers it: ${document} ${rule}`);
      if (state !== "open" && isAsked)
        throw new Error(`closed, though the text does not answer it: ${document} ${rule}`);
    }
    const known = new Set([
      ...asked.map(({ document, rule }) => `${this.#nameOf(document)} ${rule}`),
      ...this.#settled,
    ]);
    for (const document of this.#documents.filter(({ isThere }) => isThere)) {
      const part =
        check.output.summary.split("\n## ").find((text) => text.includes(`${document.path.slice(12)}\n`)) ?? "";
      for (const rule of this.#questions(document)) {
        const [topic, name] = rule.split("/") as [string, string];
        const isHeld = new RegExp(`^- ${topic}: (?:.*, )?${name}(?:,|$)`, "mu").test(
          part.split("### What the text")[0]!,
        );
        if (!known.has(`${document.name} ${rule}`) && !isHeld) throw new Error(`lost: ${document.name} ${rule}`);
      }
    }
    const rounds = this.#gh
      .listReviews(this.#pull)
      .filter(({ by, body }) => by === "postmortem-coach[bot]" && readReviewMarker(body) !== null).length;
    const open = asked.filter(({ state, comment }) => state === "open" && isLive(comment));
    const isAnyoneTalking = asked.some(({ comment }) => comment.thread.comments.length > 1);
    if (open.length === 0 && rounds < 3 && !isAnyoneTalking && check.output.summary.includes("### Held back")) {
      const sure = this.#documents
        .filter(({ isThere }) => isThere)
        .flatMap((document) => this.#sure(document).filter((rule) => !known.has(`${document.name} ${rule}`)));
      if (sure.length > 0) throw new Error(`a round is due, and was not asked: ${sure.join(", ")}`);
    }
    if (check.conclusion !== (open.length > 0 || isAnyoneTalking ? check.conclusion : "success"))
      throw new Error(`${check.conclusion}, with nothing open`);
    if (open.length > 0 && !isAnyoneTalking && check.conclusion !== "neutral")
      throw new Error("success, with open questions");
  }

  #questions(document: HistoryDocument): string[] {
    return ask(document.text, this.#rules).questions.map(({ id }) => id);
  }

  #sure(document: HistoryDocument): string[] {
    return ask(document.text, this.#rules)
      .questions.filter(({ isSure }) => isSure)
      .map(({ id }) => id);
  }
}

const isLive = ({ minimized, thread }: Comment) => minimized === null && !thread.resolved;
