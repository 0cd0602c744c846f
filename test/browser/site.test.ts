import { afterAll, beforeAll, expect, test } from "vitest";
import { findRuleFiles } from "../../src/rules/files.ts";
import { SHIPPED_RULES } from "../../src/rules/load.ts";
import { World } from "./world.ts";

/** What the first view may weigh, compressed. */
const MAX_FIRST_VIEW = 200 * 1024;

const RULES = findRuleFiles(SHIPPED_RULES)
  .map(({ id }) => id)
  .filter((id) => id.includes("/"));

let world: World;
beforeAll(async () => {
  // As a static host has it that keeps several sites.
  world = await World.open("/coach/");
});
afterAll(() => world.close());

test("each rule has an address of its own, with its question and examples", async () => {
  for (const id of RULES) {
    const html = await (await fetch(`${world.address}rules/${id}`)).text();
    expect(html).toContain(`<h1><code>${id}</code></h1>`);
    expect(html).toContain("Asked about");
    expect(html).toMatch(/class="question"/u);
  }
});

test("every link within the site leads somewhere", async () => {
  const seen = new Set<string>([world.address]);
  for (const address of seen) {
    const response = await fetch(address);
    expect(`${response.status} ${address}`).toBe(`200 ${address}`);
    if (response.headers.get("content-type")?.startsWith("text/html") !== true) continue;
    const html = await response.text();
    for (const [, link] of html.matchAll(/(?:href|src)="(?<link>[^"#]+)"/gu)) {
      const target = new URL(link!.replaceAll("&#x26;", "&"), address).href;
      // Behind this one the service offers to register the app.
      if (target.startsWith(world.address) && !target.endsWith("/probot")) seen.add(target);
    }
  }
  expect(seen.size).toBeGreaterThan(RULES.length);
});

test("the page works in a folder of a host", async () => {
  const visit = await world.visit();
  await visit.reviewed();
  expect(visit.errors).toEqual([]);
  await visit.page.getByRole("link", { name: "Rules" }).click();
  await visit.page.getByRole("link", { name: "impact/data" }).click();
  expect(await visit.page.getByRole("heading", { level: 1 }).textContent()).toBe("impact/data");
  await visit.close();
});

test("the first view, with the sample and its questions, is light", async () => {
  const visit = await world.visit("", { javaScriptEnabled: false });
  let bytes = 0;
  for (const address of new Set(visit.requests)) {
    const response = await fetch(address, { headers: { "accept-encoding": "gzip" } });
    bytes += Number(response.headers.get("content-length"));
    await response.body?.cancel();
  }
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThan(MAX_FIRST_VIEW);
  await visit.close();
});
