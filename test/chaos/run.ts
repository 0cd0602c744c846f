import { setTimeout as sleep } from "node:timers/promises";
import type { AnalysisPool } from "../../src/analysis/pool.ts";
import { isRead } from "../../src/github/post-check.ts";
import { type Answered, postmortem } from "../stand-in/postmortem.ts";
import type { Pull } from "../stand-in/stand-in.ts";
import { FAULTS, type Target } from "./steps.ts";

export interface RunOptions extends Omit<Target, "random"> {
  readonly mode: "memory" | "PostgreSQL";
  readonly seed: number;
  readonly pool: AnalysisPool;
}

export interface RunResult {
  readonly mode: RunOptions["mode"];
  readonly seed: number;
  readonly seconds: number;
  readonly steps: readonly string[];
  readonly kills: number;
  readonly faults: number;
  readonly reviews: number;
  /** What is not as it ought to be; empty where all is. */
  readonly problems: readonly string[];
}

const PATH = "postmortems/2025-03-09-dashboards.md";
const ANSWERS: readonly Answered[] = [
  "impact/data",
  "impact/who",
  "impact/downstream",
  "impact/experience",
  "lessons/luck",
];
const PERSONS_WORDS = "I would add the graph here.";
/** Longer than the waits that the service has with its factor. */
const PATIENCE_MS = 120_000;
/** Questions of a round. */
const CAP = 5;

/** One run: an organisation of its own, two pull requests, six steps with faults between them. The same seed takes the same steps. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { world, mode, seed, postgres } = options;
  const random = mulberry(seed * 7919 + (mode === "memory" ? 0 : 1));
  const target: Target = { ...options, random };
  const started = performance.now();
  const owner = `${mode === "memory" ? "m" : "p"}-${seed}`;
  world.gh.createOrg(owner);
  world.gh.installApp(world.app, owner);
  const repository = world.gh.createRepo(`${owner}/ops`, { files: { "README.md": "# Ours\n" } });
  const texts = new Map<Pull, string>();
  const open = () => {
    const text = postmortem();
    texts.set(world.open(repository, { [PATH.replace("dashboards", String(texts.size))]: text }), text);
  };
  const push = () => {
    const pull = [...texts.keys()][random(texts.size)]!;
    const text = postmortem(ANSWERS.filter(() => random(2) === 0));
    const path = PATH.replace("dashboards", String(pull.number - 1));
    world.gh.pushTo(
      repository,
      `change-${pull.number}`,
      random(3) === 0 ? { "a.txt": `${random(1e6)}` } : { [path]: text },
    );
    const now = repository.git.resolve(`refs/heads/change-${pull.number}`);
    if (now !== null) texts.set(pull, textAt(repository, now, path) ?? texts.get(pull)!);
  };
  const steps: string[] = [];
  const names = Object.keys(FAULTS).filter(
    (name) => postgres !== null || name !== "PostgreSQL killed",
  ) as (keyof typeof FAULTS)[];
  open();
  world.gh.commentOnLine([...texts.keys()][0]!, {
    path: PATH.replace("dashboards", "0"),
    line: 3,
    body: PERSONS_WORDS,
  });
  for (let step = 0; step < 6; step += 1) {
    await sleep(random(1500));
    // A third of the steps at least is a kill: that is what this is about.
    const name = random(3) === 0 ? "kill -9" : names[random(names.length)]!;
    steps.push(name);
    if (step === 2) open();
    if (step % 2 === 1) push();
    await FAULTS[name](target);
  }
  const problems = await settle(options, texts);
  for (const pull of texts.keys()) world.gh.setPullState(pull, "closed");
  return {
    mode,
    seed,
    seconds: (performance.now() - started) / 1000,
    steps,
    kills: steps.filter((name) => name === "kill -9").length,
    faults: steps.filter((name) => name !== "kill -9").length,
    reviews: [...texts.keys()].reduce(
      (sum, pull) => sum + world.gh.listReviews(pull).filter(({ by }) => by === world.app.bot.login).length,
      0,
    ),
    problems,
  };
}

/** Waits until all is as it ought to be, and stays so; or says what is not. */
async function settle({ world, pool }: RunOptions, texts: ReadonlyMap<Pull, string>): Promise<readonly string[]> {
  world.gh.faults.length = 0;
  let problems: readonly string[] = [];
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    problems = (await Promise.all([...texts].map(([pull, text]) => examine(world, pool, pull, text)))).flat();
    if (problems.length === 0) {
      await world.gh.settle({ quietMs: 1000, timeoutMs: 60_000 }).catch(() => undefined);
      problems = (await Promise.all([...texts].map(([pull, text]) => examine(world, pool, pull, text)))).flat();
      if (problems.length === 0) return [];
    }
    await sleep(300);
  }
  return problems;
}

async function examine(world: RunOptions["world"], pool: AnalysisPool, pull: Pull, text: string): Promise<string[]> {
  const problems: string[] = [];
  const say = (problem: string) => problems.push(`#${pull.number}: ${problem}`);
  const checks = pull.repo.checkRuns.filter(({ headSha }) => headSha === pull.headSha);
  const newest = checks.at(-1);
  if (newest === undefined || !isRead(newest.externalId))
    say("its newest head has no check run that says what is true");
  const analysis = await pool.analyse({ markdown: text, options: {} });
  if (!("review" in analysis)) throw new Error("the text can be read");
  const wanted = new Set(analysis.review.questions.map(({ id }) => id));
  const posted = analysis.review.questions.filter(({ isPosted }) => isPosted);
  const asked = world.questions(pull);
  const rules = asked.map(({ rule, document }) => `${document} ${rule}`);
  if (new Set(rules).size < rules.length)
    say(`asked twice: ${rules.filter((rule, at) => rules.indexOf(rule) < at).join(", ")}`);
  for (const { rule, state } of asked)
    if ((state === "open") !== wanted.has(rule))
      say(`${rule} is ${state}, and its text ${wanted.has(rule) ? "does not answer it" : "answers it"}`);
  const open = asked.filter(({ state }) => state === "open").length;
  if (asked.length < CAP && open < Math.min(CAP, posted.length)) say(`${open} questions are open of ${posted.length}`);
  const theirs = world.gh.listComments(pull).filter(({ by }) => by === "dev");
  if (theirs.some(({ body, resolved, minimized }) => body !== PERSONS_WORDS || resolved || minimized !== null))
    say("a person's comment was touched");
  if (pull.number === 1 && theirs.length !== 1) say("a person's comment is gone");
  return problems;
}

function textAt(repository: Pull["repo"], sha: string, path: string): string | null {
  const [entry] = repository.git.ls(sha, path) ?? [];
  return entry === undefined ? null : repository.git.blob(entry.sha).toString("utf8");
}

/** A small generator of numbers that a seed decides. */
function mulberry(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
