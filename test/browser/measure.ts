import { readFileSync } from "node:fs";
import { join } from "node:path";
import build from "./build.ts";
import { CHROMIUM } from "./chromium.ts";
import { type Visit, World } from "./world.ts";

// Prints what the page weighs and how long it takes from a keystroke to the questions, and with --screenshots takes its pictures for the README.
if (CHROMIUM === null) throw new Error("this needs a Chromium: set CHROMIUM to the program's path");
await build();
const ROOT = join(import.meta.dirname, "..", "..");
const world = await World.open();
process.stdout.write(await weigh());
process.stdout.write(await time());
if (process.argv.includes("--screenshots")) await takeScreenshots(join(ROOT, "docs", "images"));
await world.close();

/** Bytes that the browser takes before and after the sample with its questions is seen. */
async function weigh(): Promise<string> {
  const still = await world.visit("", { javaScriptEnabled: false });
  const first = new Set(still.requests);
  await still.close();
  const live = await world.visit();
  await live.reviewed();
  const later = new Set(live.requests.filter((address) => !first.has(address)));
  await live.close();
  const sum = async (addresses: Iterable<string>, encoding: string) => {
    const sizes = Array.from(addresses, async (address) => {
      const response = await fetch(address, { headers: { "accept-encoding": encoding } });
      await response.body?.cancel();
      return Number(response.headers.get("content-length"));
    });
    return Math.round((await Promise.all(sizes)).reduce((total, size) => total + size, 0) / 1024);
  };
  return [
    `first view: ${await sum(first, "br")} KB (Brotli), ${await sum(first, "gzip")} KB (gzip)`,
    `editor and rules after it: ${await sum(later, "br")} KB (Brotli), ${await sum(later, "gzip")} KB (gzip)\n`,
  ].join("\n");
}

/** Milliseconds from a key to the questions on the page, on 2,000 words. */
async function time(): Promise<string> {
  const visit = await world.visit();
  await visit.paste(longPostmortem());
  await visit.page.getByLabel("Show all questions").check();
  const samples: number[] = [];
  for (let round = 0; round < 60; round += 1) samples.push(await keyToQuestions(visit));
  await visit.close();
  const sorted = samples.slice(10).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(0);
  return `from a key to the questions, 2,000 words, ${sorted.length} keys: fastest ${at(0)} ms, median ${at(0.5)} ms, nine of ten within ${at(0.9)} ms\n`;
}

async function keyToQuestions({ page, editor }: Visit): Promise<number> {
  await editor.press("ControlOrMeta+End");
  const measured = await page.evaluateHandle(() => {
    const pane = document.getElementById("review")!;
    return {
      time: new Promise<number>((resolve) => {
        let start: number | null = null;
        document.addEventListener("keydown", () => (start = performance.now()), { once: true, capture: true });
        const observer = new MutationObserver(() => {
          if (start === null || pane.ariaBusy !== "false") return;
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(pane, { attributes: true, attributeFilter: ["aria-busy"] });
      }),
    };
  });
  await page.keyboard.press("x");
  return measured.evaluate(({ time: elapsed }) => elapsed);
}

/** The fixtures one after the other, as one postmortem of 2,000 words. */
function longPostmortem(): string {
  const fixture = (name: string) => readFileSync(join(ROOT, "test", "fixtures", `${name}.md`), "utf8");
  const [first, ...others] = [
    "interview-prose",
    "exemplary",
    "sample",
    "interview-table",
    "exemplary",
    "interview-headings",
  ];
  const bare = others.map((name) => fixture(name).replace(/^---\n.*?\n---\n/su, ""));
  return [fixture(first), ...bare]
    .join("\n\n")
    .split(/(?<=\s)/u)
    .slice(0, 2000)
    .join("");
}

async function takeScreenshots(folder: string): Promise<void> {
  const shoot = async (
    name: string,
    path: string,
    options: Parameters<World["visit"]>[1],
    prepare: (visit: Visit) => Promise<void>,
  ) => {
    const visit = await world.visit(path, { reducedMotion: "reduce", ...options });
    await prepare(visit);
    await visit.page.screenshot({ path: join(folder, `${name}.png`) });
    await visit.close();
  };
  const scrollPast = (visit: Visit, pixels: number) =>
    visit.page.locator("#review").evaluate((pane, top) => pane.scrollTo({ top }), pixels);
  await shoot("try", "", { viewport: { width: 1200, height: 900 } }, async (visit) => {
    await visit.reviewed();
    await scrollPast(visit, 420);
  });
  await shoot("try-dark-phone", "", { viewport: { width: 390, height: 780 }, colorScheme: "dark" }, async (visit) => {
    await visit.reviewed();
    await visit.page
      .locator("#review article")
      .first()
      .evaluate((card) => card.scrollIntoView({ block: "center" }));
  });
  await shoot("rule", "rules/impact/data/", { viewport: { width: 900, height: 820 } }, async () => undefined);
}
