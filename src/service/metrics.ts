import type { JobCounts } from "./model.ts";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What is measured when somebody asks. */
export interface Readings {
  readonly jobs: JobCounts;
  /** Writes of the last hour that are used or wait, for each installation. */
  readonly writes: ReadonlyMap<string, number>;
}

const PREFIX = "postmortem_coach_";
const RATE_LABELS = ["installation", "resource"] as const;
const RESOURCES = new Set(["core", "graphql"]);
const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What the service counts, for Prometheus. Installations are numbers; nothing here names a person, a repository or a rule that is not ours. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #rules: ReadonlySet<string>;

  readonly #events = this.#counter("events_total", "Webhooks that were taken.", ["event"]);
  readonly #reviews = this.#counter("reviews_total", "Reviews that were posted.", []);
  readonly #questions = this.#counter("questions_total", "Questions that were asked.", ["rule"]);
  readonly #requests = this.#counter("github_requests_total", "Requests to GitHub, with their answers.", [
    "api",
    "status",
  ]);
  readonly #deaths = this.#counter("worker_deaths_total", "Worker threads that a document ended.", ["reason"]);
  readonly #catchUps = this.#counter("catch_ups_total", "Looks for what was missed.", ["kind"]);
  readonly #catchUpCalls = this.#counter("catch_up_requests_total", "What catching up cost in requests to GitHub.", [
    "kind",
  ]);
  readonly #caughtUp = this.#counter("caught_up_total", "What had been missed, and was taken up.", ["kind"]);
  readonly #refused = this.#counter("jobs_refused_total", "Events that were not taken since too much waits.", []);
  readonly #jobs = this.#counter("jobs_total", "Jobs that ran, with what came of them.", ["kind", "outcome"]);
  readonly #jobSeconds = new Histogram({
    name: `${PREFIX}job_seconds`,
    help: "How long jobs took that were done.",
    labelNames: ["kind"] as const,
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #jobCount = this.#gauge("jobs", "Jobs that wait, run, or were given up.", ["state"]);
  readonly #writes = this.#gauge(
    "installation_writes_last_hour",
    "Content-creating requests of the last hour, used or waiting; GitHub takes 500.",
    ["installation"],
  );
  readonly #limit = this.#gauge("installation_rate_limit", "Requests an hour that GitHub grants.", RATE_LABELS);
  readonly #remaining = this.#gauge(
    "installation_rate_limit_remaining",
    "Requests that are left of the hour.",
    RATE_LABELS,
  );

  /** @param rules the ids of the rules that ship with us: others are counted without their names */
  constructor(rules: ReadonlySet<string>) {
    this.#rules = rules;
    collectDefaultMetrics({ register: this.#registry });
  }

  /** In Prometheus' text format. */
  async write({ jobs, writes }: Readings): Promise<string> {
    for (const [state, count] of Object.entries(jobs)) this.#jobCount.set({ state }, count);
    this.#writes.reset();
    for (const [installation, used] of writes) this.#writes.set({ installation }, used);
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  event(event: string): void {
    this.#events.inc({ event });
  }

  refused(): void {
    this.#refused.inc();
  }

  /** @param seconds how long it took, where it was done */
  job(kind: string, outcome: "done" | "failed" | "given up", seconds: number | null): void {
    this.#jobs.inc({ kind, outcome });
    if (seconds !== null) this.#jobSeconds.observe({ kind }, seconds);
  }

  request(api: "rest" | "graphql", status: number | null): void {
    this.#requests.inc({ api, status: status === null ? "none" : String(status) });
  }

  rateLimit(installation: number, resource: string, limit: number, remaining: number): void {
    const labels = { installation: String(installation), resource: RESOURCES.has(resource) ? resource : "other" };
    this.#limit.set(labels, limit);
    this.#remaining.set(labels, remaining);
  }

  review(): void {
    this.#reviews.inc();
  }

  question(rule: string): void {
    this.#questions.inc({ rule: this.#rules.has(rule) ? rule : "other" });
  }

  workerDeath(reason: string): void {
    this.#deaths.inc({ reason });
  }

  catchUp(kind: "sweep" | "redelivery", calls: number, found: number): void {
    this.#catchUps.inc({ kind });
    this.#catchUpCalls.inc({ kind }, calls);
    this.#caughtUp.inc({ kind }, found);
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: PREFIX + name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> {
    return new Gauge({ name: PREFIX + name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }
}
