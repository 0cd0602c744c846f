import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
const CREDENTIALS = { APP_ID: "1", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "secret" };

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return String(port);
}

/** Runs the service until it ends, or has printed what is waited for. */
async function run(
  env: Record<string, string>,
  { until = null, folder = root, cwd = folder }: { until?: RegExp | null; folder?: string; cwd?: string } = {},
) {
  const child = spawn(process.execPath, [join(folder, "src", "main.ts")], {
    cwd,
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
    const { output, stop } = await run(CREDENTIALS, { folder });
    rmSync(folder, { recursive: true });
    expect(await stop()).toBe(2);
    expect(output()).toMatch(/Postmortem Coach can't start:\n.*impact\/data\.yml/u);
  });
});

describe("a service that is not registered yet", () => {
  test("offers to register it, in production and on a disk that can't be written, and shows once what GitHub answers", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "postmortem-coach-"));
    for (const file of ["app.yml", "package.json"]) cpSync(join(root, file), join(cwd, file));
    chmodSync(cwd, 0o555);
    const github = createServer((request, response) => {
      expect(request.url).toBe("/api/v3/app-manifests/a180b1a3d263c81bc6441d7b990bae27d4c10679/conversions");
      response.writeHead(201, { "content-type": "application/json" }).end(
        JSON.stringify({
          id: 2,
          html_url: "https://github.example.com/apps/octoapp",
          client_id: "Iv1.8a61f9b3a7aba766",
          client_secret: "1726be1638095a19edd134c77bde3aa2ece1e5d8",
          webhook_secret: "e340154128314309424b7c8e90325147d99fdafa",
          pem: privateKey,
        }),
      );
    });
    await new Promise<void>((resolve) => void github.listen(0, "127.0.0.1", resolve));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { output, stop } = await run(
      {
        NODE_ENV: "production",
        PORT: port,
        GHE_HOST: `127.0.0.1:${(github.address() as AddressInfo).port}`,
        GHE_PROTOCOL: "http",
      },
      { until: /Listening on/u, cwd },
    );
    const page = await (await fetch(`${url}/probot`)).text();
    const manifest = JSON.parse(
      /id="manifest" value='(?<manifest>[^']+)'/u.exec(page)!.groups!["manifest"]!.replaceAll("&quot;", '"'),
    ) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      name: "Postmortem Coach",
      default_permissions: { checks: "write", contents: "read" },
      hook_attributes: { url: `${url}/` },
    });
    const registered = await fetch(`${url}/probot/setup?code=a180b1a3d263c81bc6441d7b990bae27d4c10679`, {
      redirect: "manual",
    });
    expect(registered.headers.get("location")).toBe("https://github.example.com/apps/octoapp/installations/new");
    expect(output()).toMatch(/^APP_ID=2$/mu);
    expect(output()).toMatch(/^WEBHOOK_SECRET=e340154128314309424b7c8e90325147d99fdafa$/mu);
    expect(output()).toMatch(/^PRIVATE_KEY="-----BEGIN RSA PRIVATE KEY-----\\n.*\\n"$/mu);
    expect(readdirSync(cwd).toSorted()).toEqual(["app.yml", "package.json"]);
    await stop();
    github.close();
    rmSync(cwd, { recursive: true });
  });
});

test("webhooks that are not signed, or not by GitHub, are refused, at both addresses", async () => {
  const port = await freePort();
  const { stop } = await run({ ...CREDENTIALS, PORT: port, LOG_LEVEL: "info" }, { until: /Listening on/u });
  for (const path of ["/", "/api/github/webhooks"]) {
    for (const signature of [null, "sha256=", `sha256=${"0".repeat(64)}`]) {
      const { status } = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-github-event": "pull_request",
          "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
          ...(signature === null ? {} : { "x-hub-signature-256": signature }),
        },
        body: JSON.stringify({ action: "opened", installation: { id: 5 } }),
      });
      expect(status, `${path} ${signature}`).toBe(400);
    }
  }
  expect(await stop()).toBe(0);
});
