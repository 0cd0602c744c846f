import { createHmac, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { load } from "js-yaml";
import nock from "nock";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { doctor } from "../../src/cli/doctor.ts";
import { EVENTS, holds, NEEDED, OPTIONAL } from "../../src/github/grants.ts";

const API = "https://api.github.com";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
const manifest = load(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")) as {
  default_permissions: Record<string, string>;
  default_events: string[];
};

let output = "";
let server: Server | null = null;
beforeEach(() => {
  output = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output += String(text);
    return true;
  });
  for (const [name, value] of Object.entries({ APP_ID: "1", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "secret" }))
    vi.stubEnv(name, value);
  for (const name of ["GHE_HOST", "DATABASE_URL", "PRIVATE_KEY_PATH"]) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  nock.cleanAll();
  server?.close();
});

interface Played {
  readonly permissions?: Record<string, string>;
  readonly events?: readonly string[];
  readonly hook?: object;
  readonly deliveries?: readonly { readonly status_code: number; readonly status: string }[];
  readonly installation?: object;
}

function play({ permissions, events, hook, deliveries, installation }: Played = {}): void {
  const granted = permissions ?? { ...manifest.default_permissions, contents: "write", merge_queues: "read" };
  nock(API)
    .get("/app")
    .reply(200, {
      name: "Coach",
      html_url: "https://github.com/apps/coach",
      permissions: granted,
      events: events ?? manifest.default_events,
    })
    .get("/app/hook/config")
    .reply(
      200,
      hook ?? {
        url: "https://coach.invalid/api/github/webhooks",
        content_type: "json",
        secret: "********",
        insecure_ssl: "0",
      },
    )
    .get("/app/hook/deliveries?per_page=100")
    .reply(200, deliveries ?? [{ status_code: 200, status: "OK" }])
    .get("/app/installations?per_page=100")
    .reply(200, [{ id: 5, account: { login: "acme" }, suspended_at: null, permissions: granted, ...installation }]);
}

test("what is granted is what the manifest asks for, and nothing else is needed", () => {
  const { default_permissions, default_events } = manifest;
  for (const grant of NEEDED) expect(holds(default_permissions, grant)).toBe(true);
  const known = new Set([...NEEDED, ...OPTIONAL].map(({ permission }) => permission));
  expect(Object.keys(default_permissions).filter((permission) => !known.has(permission))).toEqual([]);
  expect(Object.keys(EVENTS)).toEqual(default_events);
});

test("where all is well it says so", async () => {
  play();
  expect(await doctor(["--offline"])).toBe(0);
  expect(output).not.toMatch(/[✗!] /u);
  expect(output).toContain("✓ APP_ID and PRIVATE_KEY are those of the app “Coach”");
});

test("what lacks is named with what it costs; what is needed keeps the app from its work", async () => {
  play({
    permissions: { metadata: "read", contents: "read", checks: "write" },
    events: ["pull_request"],
    deliveries: [
      { status_code: 400, status: "Bad Request" },
      { status_code: 0, status: "timed out" },
    ],
  });
  expect(await doctor(["--offline"])).toBe(1);
  for (const line of [
    "✗ the app lacks the permission “pull_requests: write”: no question can be asked",
    "✗ installation 5 (acme) lacks the permission “pull_requests: write”: no question can be asked",
    "! the app lacks the permission “issues: read”: commands",
    "! the app does not subscribe to the event check_run: the buttons of our check run do nothing",
    "✗ of the last 2 webhooks 2 failed (1 × 400, 1 × timed out)",
  ])
    expect(output).toContain(line);
});

test("a webhook that can't work, and a suspended installation, are named", async () => {
  play({
    hook: { url: "https://coach.invalid/", content_type: "form", insecure_ssl: "1" },
    installation: { suspended_at: "2025-01-01T00:00:00Z" },
  });
  expect(await doctor(["--offline"])).toBe(1);
  for (const line of [
    "✗ webhooks are not sent as JSON",
    "✗ the app has no webhook secret",
    "! GitHub does not verify",
    "! installation 5 (acme) is suspended",
  ])
    expect(output).toContain(line);
});

test("credentials that GitHub refuses are the end of it", async () => {
  nock(API).get("/app").reply(401, { message: "A JSON web token could not be decoded" });
  expect(await doctor([])).toBe(1);
  expect(output).toContain("✗ GitHub refuses APP_ID and PRIVATE_KEY");
});

test("a variable that is amiss is named", async () => {
  vi.stubEnv("PRIVATE_KEY", "nonsense");
  expect(await doctor([])).toBe(1);
  expect(output).toMatch(/✗ PRIVATE_KEY is no PEM/u);
});

test.for([
  ["secret", 0, "takes what is signed with WEBHOOK_SECRET"],
  ["another", 1, "does not take what is signed with WEBHOOK_SECRET"],
] as const)("the service is asked at its address, which knows the secret “%s”", async ([secret, code, said]) => {
  server = createServer((request, response) => {
    if (request.method === "GET") {
      response.end("alive\n");
      return;
    }
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
      response.writeHead(request.headers["x-hub-signature-256"] === signature ? 200 : 400).end();
    });
  });
  await new Promise<void>((resolve) => {
    server!.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`;
  play({ hook: { url, content_type: "json", secret: "********", insecure_ssl: "0" } });
  expect(await doctor([])).toBe(code);
  expect(output).toContain(said);
});

test("a repository without the app is named", async () => {
  play();
  nock(API).get("/repos/acme/ops/installation").reply(404, { message: "Not Found" });
  expect(await doctor(["--offline", "--repository", "acme/ops"])).toBe(1);
  expect(output).toContain("✗ the app is not installed on acme/ops");
});
