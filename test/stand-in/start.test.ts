import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import { World } from "./world.ts";

const root = join(import.meta.dirname, "..", "..");
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
const CREDENTIALS = { APP_ID: "1", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "secret", PORT: "0" };

/** Runs the service until it ends, or has printed what is waited for. */
async function run(env: Record<string, string>, until: RegExp | null = null, folder = root) {
  const child = spawn(process.execPath, [join(folder, "src", "main.ts")], {
    cwd: folder,
    env: { PATH: process.env["PATH"]!, HOST: "127.0.0.1", ...env },
  });
  let output = "";
  const ended = once(child, "close");
  const printed = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => {
        output += data.toString();
        if (until?.test(output) === true) resolve();
      });
  });
  await Promise.race([ended, printed]);
  return {
    output: () => output,
    stop: async () => {
      if (child.exitCode === null) child.kill("SIGTERM");
      await ended;
      return child.exitCode;
    },
  };
}

describe("a service that can't start says why, and how it can", () => {
  test.for<[string, Record<string, string>, RegExp]>([
    ["a number that is none", { APP_ID: "postmortem-coach" }, /^APP_ID is the app's number/mu],
    [
      "half of the credentials",
      { APP_ID: "1" },
      /^PRIVATE_KEY or PRIVATE_KEY_PATH is missing: generate[^]*^WEBHOOK_SECRET is missing/mu,
    ],
    ["a host that is not this machine's", { ...CREDENTIALS, HOST: "203.0.113.1" }, /203\.0\.113\.1/u],
  ])("%s", async ([, env, message]) => {
    const { output, stop } = await run(env);
    expect(await stop()).toBe(2);
    expect(output()).toMatch(/Postmortem Coach can't start:/u);
    expect(output()).toMatch(message);
    expect(output()).not.toMatch(/^ {4}at /mu);
  });

  test("rules that are broken", async () => {
    const folder = mkdtempSync(join(tmpdir(), "postmortem-coach-"));
    for (const part of ["src", "rules", "package.json"])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "rules", "impact", "data.yml"), "question: What?\n");
    const { output, stop } = await run(CREDENTIALS, null, folder);
    rmSync(folder, { recursive: true });
    expect(await stop()).toBe(2);
    expect(output()).toMatch(/Postmortem Coach can't start:\n.*impact\/data\.yml/u);
  });
});

describe("a service with GitHub on the other side", () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterEach(() => world.gh.assertContract());
  afterAll(() => world.end());

  test("takes webhooks at its address alone, too: an app that the set-up page registered sends them there", async () => {
    const { webhookUrl } = world.app;
    world.app.webhookUrl = `${new URL(webhookUrl!).origin}/`;
    const pull = world.open(world.repository(), { "postmortems/a.md": postmortem() });
    expect(await world.check(pull)).toMatchObject({ conclusion: "neutral" });
    const payload = world.gh.deliveries.findLast(({ event }) => event === "pull_request")!.payload;
    const { status } = await world.gh.deliverRaw(world.app, "pull_request", payload, { signature: null });
    expect(status).toBe(400);
    world.app.webhookUrl = webhookUrl;
  });

  test("SIGTERM lets what runs finish, then the process ends", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { "postmortems/a.md": postmortem() });
    await world.gh.waitFor("the review", () => world.gh.listReviews(pull)[0]);
    world.running.child.kill("SIGTERM");
    await world.gh.waitFor("the end", () => world.running.child.exitCode === 0 || undefined);
    expect(world.gh.listChecks(repository, pull.headSha)).toHaveLength(1);
    await world.launch();
  });
});
