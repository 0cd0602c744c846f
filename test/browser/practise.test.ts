import { afterAll, beforeAll, expect, test } from "vitest";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test("a new hire reads first, asks, and then compares", async () => {
  const visit = await world.visit("practise/");
  const { page } = visit;
  const coach = page.getByRole("heading", { name: "What the coach would ask" });
  expect(await coach.isVisible()).toBe(false);
  await page.getByLabel("One question a line").fill("Who missed the alarm?\nWhat did a customer see at 03:50?");
  await page.getByRole("button", { name: "Compare" }).click();
  expect(await coach.isVisible()).toBe(true);
  const tone = page.locator("#tone li");
  expect(await tone.nth(0).textContent()).toMatch(/missed.*judges/u);
  expect(await tone.nth(1).textContent()).toMatch(/easy to hear/u);
  const topics = await page.locator("legend strong").allTextContents();
  expect(topics[0]).toBe("impact");
  expect(topics.at(-1)).toBe("actions");
  await page.getByRole("checkbox").first().check();
  expect(await page.locator("#tally").textContent()).toMatch(/^1 of the coach’s \d+ questions/u);
  expect(visit.errors).toEqual([]);
  await visit.close();
});
