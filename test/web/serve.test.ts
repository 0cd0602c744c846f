import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveSite } from "../../src/web/serve.ts";

const folder = mkdtempSync(join(tmpdir(), "coach-site-"));
for (const path of ["", "rules/impact/data/", "setup/", "registered/"]) {
  mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, path, "index.html"), `page /${path}`);
}
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "assets", "try-abc.js"), "let answer = 42;");
writeFileSync(join(folder, "assets", "try-abc.js.br"), "compressed");

const servers: Server[] = [];
let [fresh, registered] = ["", ""];
beforeAll(async () => {
  [fresh, registered] = await Promise.all([listen(false), listen(true)]);
});
afterAll(() => servers.forEach((server) => server.close()));

async function listen(isRegistered: boolean): Promise<string> {
  const handler = serveSite({ isRegistered, folder })!;
  const server = createServer((request, response) => {
    if (!handler(request, response)) response.writeHead(404).end("not the site's");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
const get = (url: string, init?: RequestInit) => fetch(url, { redirect: "manual", ...init });

test("pages come with a strict policy", async () => {
  const response = await get(`${fresh}/`);
  expect(await response.text()).toBe("page /");
  const policy = response.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("a rule's address works without the last slash, and behind a folder of a proxy", async () => {
  const response = await get(`${fresh}/rules/impact/data`);
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe("data/");
  expect(await (await get(`${fresh}/rules/impact/data/`)).text()).toBe("page /rules/impact/data/");
});

test("files come compressed and for good", async () => {
  const response = await get(`${fresh}/assets/try-abc.js`, { headers: { "accept-encoding": "br" } });
  expect(response.headers.get("content-encoding")).toBe("br");
  expect(response.headers.get("cache-control")).toContain("immutable");
  await response.body?.cancel();
});

test("pages are asked for anew, so that they never name files of an older build", async () => {
  const response = await get(`${fresh}/`);
  expect(response.headers.get("cache-control")).toBe("no-cache");
  const again = await get(`${fresh}/`, { headers: { "if-none-match": response.headers.get("etag")! } });
  expect(again.status).toBe(304);
  await response.body?.cancel();
});

test("a file that a new build took away is not there, and the others still are", async () => {
  const file = join(folder, "assets", "old-abc.js");
  writeFileSync(file, "1;");
  expect((await get(`${fresh}/assets/old-abc.js`)).status).toBe(200);
  rmSync(file);
  expect((await get(`${fresh}/assets/old-abc.js`)).status).toBe(404);
  expect((await get(`${fresh}/`)).status).toBe(200);
});

test("the set-up is there until the app is registered", async () => {
  expect(await (await get(`${fresh}/setup/`)).text()).toBe("page /setup/");
  for (const path of ["/setup", "/setup/", "/setup?x=1"]) {
    const response = await fetch(`${registered}${path}`);
    expect(await response.text()).toBe("page /registered/");
  }
});

test.for(["/../package.json", "/..%2f..%2fpackage.json", "//example.com", "/rules/nothing", "/%00"])(
  "%s is not the site's",
  async (path) => {
    const response = await get(`${fresh}${path}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("not the site's");
  },
);

test("only reading is answered", async () => {
  expect((await get(`${fresh}/`, { method: "POST" })).status).toBe(404);
});

test("there is no handler where the site is not built", () => {
  expect(serveSite({ isRegistered: false, folder: join(folder, "nowhere") })).toBeNull();
});
