import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Visit, World } from "./world.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["", "practise/", "rules/", "rules/impact/data/", "rules/timeline/gap/", "setup/", "registered/"];

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** What axe finds amiss, in a line each. */
async function violations({ page }: Visit): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(
    async () => await (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.for(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.for(PAGES)("nobody is shut out of /%s", async (path) => {
    const visit = await world.visit(path, { colorScheme, reducedMotion: "reduce" });
    if (path === "") {
      await visit.reviewed();
      await visit.page.getByLabel("Show all questions").check();
      await visit.page.locator("#review summary").first().click();
      await visit.page.getByRole("button", { name: "Share a link" }).click();
      await visit.page.getByLabel("Link to this draft").waitFor();
    }
    if (path === "practise/") {
      await visit.page.getByLabel("One question a line").fill("Who missed it?\nWhat did a customer see?");
      await visit.page.getByRole("button", { name: "Compare" }).click();
    }
    expect(await violations(visit)).toEqual([]);
    await visit.close();
  });
});

test("dark is dark, and light is light", async () => {
  const brightness = async (colorScheme: "light" | "dark") => {
    const visit = await world.visit("", { colorScheme });
    const colour = await visit.page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
    await visit.close();
    return Math.max(...colour.match(/\d+/gu)!.map(Number));
  };
  expect(await brightness("dark")).toBeLessThan(60);
  expect(await brightness("light")).toBeGreaterThan(200);
});

test("nothing moves for those who want it still", async () => {
  const visit = await world.visit("", { reducedMotion: "reduce" });
  await visit.reviewed();
  const animation = visit.page.locator("#review article").first();
  expect(await animation.evaluate((card) => getComputedStyle(card).animationName)).toBe("none");
  await visit.close();
});

test.for(PAGES)("on a phone /%s is as wide as the phone", async (path) => {
  const visit = await world.visit(path, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  if (path === "") await visit.reviewed();
  expect(await visit.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await visit.close();
});
