import { freePort } from "../free-port.ts";
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { World } from "./world.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill();
    if (child.exitCode === null) await once(child, "exit");
  }
});

/** Starts the service as a process. */
async function start(env: Readonly<Record<string, string>>): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: ROOT,
    // Nothing listens there: the service asks GitHub in vain, and serves its pages.
    env: { PATH: process.env["PATH"], PORT: String(port), GHE_HOST: "localhost:1", GHE_PROTOCOL: "http", ...env },
  });
  running.push(child);
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += String(chunk);
      if (/Listening on/u.test(output)) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", () => reject(new Error(output)));
  });
  return `http://localhost:${port}/`;
}

test("before it is registered the service shows the page, and leads through the registration", async () => {
  const world = await World.open();
  const visit = await world.visit();
  const { page } = visit;
  await page.goto(await start({}));
  await visit.reviewed();
  expect(await visit.questions()).toHaveLength(5);
  await page.getByRole("link", { name: "Set up" }).click();
  await page.getByRole("link", { name: "Register on GitHub" }).click();
  expect(await page.getByRole("button", { name: "Register GitHub App" }).isVisible()).toBe(true);
  await world.close();
});

test("once it is registered the page stays, and the set-up is over", async () => {
  const address = await start({ APP_ID: "1", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "secret" });
  expect(await (await fetch(address)).text()).toContain("What would a reader ask?");
  expect(await (await fetch(`${address}setup`)).text()).toContain("This service is set up");
  expect((await fetch(`${address}probot`)).status).toBe(404);
  expect(await (await fetch(`${address}rules/impact/data`)).text()).toContain("<h1><code>impact/data</code></h1>");
});
