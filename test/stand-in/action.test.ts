import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { Probot } from "probot";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CoachOctokit } from "../../src/github/octokit.ts";
import { postmortem } from "./postmortem.ts";
import type { Pull } from "./stand-in.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";
const ACTION = join(import.meta.dirname, "..", "..", "src", "action.ts");

describe("as a step of GitHub Actions", () => {
  let world: World;
  let token: string;
  beforeAll(async () => {
    world = await World.start();
    // No service is there: Actions does it all.
    await world.running.stop();
    const probot = new Probot({
      appId: world.app.id,
      privateKey: world.app.privateKey,
      baseUrl: world.gh.apiUrl,
      log: pino({ level: "silent" }),
      Octokit: CoachOctokit,
    });
    const octokit = await probot.auth(world.installation.id);
    token = ((await octokit.auth({ type: "installation" })) as { token: string }).token;
  });
  afterEach(() => world.gh.assertContract());
  afterAll(() => world.gh.close());

  /** Runs the step on the newest event about a pull request, as Actions would. */
  async function act(
    event: string,
    env: Record<string, string> = {},
  ): Promise<{ code: number | null; output: string }> {
    const delivery = world.gh.deliveries.findLast((known) => known.event === event.replace("_target", ""))!;
    const { installation: _, ...payload } = delivery.payload as { installation: unknown };
    const path = join(mkdtempSync(join(tmpdir(), "coach-action-")), "event.json");
    writeFileSync(path, JSON.stringify(payload));
    const child = spawn(process.execPath, [ACTION], {
      env: {
        PATH: process.env["PATH"],
        GITHUB_EVENT_NAME: event,
        GITHUB_EVENT_PATH: path,
        GITHUB_API_URL: world.gh.apiUrl,
        GITHUB_RUN_ID: "1",
        INPUT_TOKEN: token,
        ...env,
      },
    });
    let output = "";
    child.stdout.on("data", (text: Buffer) => (output += text.toString()));
    child.stderr.on("data", (text: Buffer) => (output += text.toString()));
    const code = await new Promise<number | null>((resolve) => {
      child.once("exit", resolve);
    });
    return { code, output };
  }
  const open = (): Pull => world.open(world.repository(), { [PATH]: postmortem() });

  test("a pull request is reviewed, without buttons, and once", async () => {
    const pull = open();
    expect(await act("pull_request_target")).toEqual({ code: 0, output: "" });
    expect(world.questions(pull)).toHaveLength(5);
    expect(await world.check(pull)).toMatchObject({ conclusion: "neutral", actions: [] });
    world.gh.pushTo(pull.repo, "change-1", { "a.txt": "a" });
    expect(await act("pull_request_target")).toEqual({ code: 0, output: "" });
    expect(world.gh.listReviews(pull)).toHaveLength(1);
    expect(await world.check(pull)).toMatchObject({ headSha: pull.headSha });
  });

  test("an outage of GitHub turns nothing red, a token that may not write does, with the way out", async () => {
    open();
    world.gh.serverError({ match: { method: "GET", route: "/files" }, times: 3, status: 503 });
    expect(await act("pull_request_target")).toMatchObject({
      code: 0,
      output: expect.stringContaining("::warning::GitHub answered 503") as string,
    });
    const { code, output } = await act("pull_request_target", { INPUT_TOKEN: "ghs_wrong" });
    expect(code).toBe(1);
    expect(output).toContain("the workflow needs the permissions contents: read, pull-requests: write, checks: write");
  });

  test("other events, and no token, are said", async () => {
    open();
    expect((await act("pull_request_target", { GITHUB_EVENT_NAME: "push" })).output).toBe(
      "::error::this action is for the events pull_request_target, pull_request, issue_comment, and this is push\n",
    );
    expect((await act("pull_request_target", { INPUT_TOKEN: "" })).output).toContain(
      "::error::the input “token” is empty",
    );
  });
});
