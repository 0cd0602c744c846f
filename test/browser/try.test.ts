import { afterAll, beforeAll, expect, test } from "vitest";
import { World } from "./world.ts";

const POSTMORTEM = `# The queue stood still

Orders were held up on 2 June 2025 from 09:12 to 14:30 UTC, and 6% of customers saw an error page.
`;
const HOSTILE = `# The queue stood still

<script>alert("script")</script>

<img src="https://example.com/pixel.png" onerror="alert('image')">

[a](javascript:alert('link')) ![b](https://example.com/picture.png) <iframe src="https://example.com"></iframe>

Orders were held up from 09:12 to 14:30. "<svg onload=alert(1)>" \`</code><script>alert(2)</script>\`
`;

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test("the sample and its questions are there before any script", async () => {
  const visit = await world.visit("", { javaScriptEnabled: false });
  expect(await visit.questions()).toHaveLength(5);
  await expect.poll(() => visit.page.locator("#editor").textContent()).toContain("Invoices were sent twice");
  await visit.close();
});

test("a question goes away while one types its answer", async () => {
  const visit = await world.visit();
  await visit.paste(POSTMORTEM);
  await visit.page.getByLabel("Show all questions").check();
  expect(await visit.questions()).toContainEqual(expect.stringMatching(/^detection\/how: /u));
  await visit.editor.press("ControlOrMeta+End");
  await visit.page.keyboard.type("\nAn alarm on the length of the queue paged the on-call engineer at 09:40 UTC.\n");
  await visit.reviewed();
  expect(await visit.questions()).not.toContainEqual(expect.stringMatching(/^detection\/how: /u));
  expect(await visit.page.locator("#review .clear").textContent()).toMatch(/detection.*how/su);
  expect(visit.errors).toEqual([]);
  await visit.close();
});

test("a fold that is open stays open while one types", async () => {
  const visit = await world.visit();
  await visit.paste(POSTMORTEM);
  const fold = visit.page.locator("#review details").first();
  await fold.locator("summary").click();
  await visit.editor.press("ControlOrMeta+End");
  await visit.page.keyboard.type("More to come.");
  await visit.reviewed();
  expect(await visit.page.locator("#review details").first().getAttribute("open")).not.toBeNull();
  await visit.close();
});

test("the role and the cap change what is asked", async () => {
  const visit = await world.visit();
  await visit.paste(POSTMORTEM);
  const first = await visit.questions();
  await visit.page.getByLabel("Show all questions").check();
  const all = await visit.questions();
  expect(all.length).toBeGreaterThan(first.length);
  expect(all).toEqual(expect.arrayContaining(first));
  const order = async () => {
    await visit.reviewed();
    return visit.page.locator("#review article:not(.held)").count();
  };
  await visit.page.getByLabel("Written by").selectOption("manager");
  expect(await order()).toBe(first.length);
  await visit.close();
});

test("a text to start from can be picked, and undone", async () => {
  const visit = await world.visit();
  await visit.paste(POSTMORTEM);
  await visit.page.getByLabel("Start from").selectOption({ label: "Interview: a saturated cache" });
  await visit.reviewed();
  expect(await visit.page.locator("#review h3").first().textContent()).toContain("Cache-tier saturation");
  await visit.editor.press("ControlOrMeta+Z");
  await visit.reviewed();
  expect(await visit.page.locator("#review h3").first().textContent()).toBe("The queue stood still");
  await visit.close();
});

test("what is hostile in a draft does nothing, and reaches nobody", async () => {
  const visit = await world.visit();
  await visit.paste(HOSTILE);
  const review = visit.page.locator("#review");
  expect(await review.textContent()).toContain("Orders were held up");
  expect(await review.locator("script, img, iframe, svg, [onerror], [onload]").count()).toBe(0);
  for (const link of await review.locator("a").all())
    expect(await link.getAttribute("href")).toMatch(/^(?:https:|rules\/)/u);
  expect(visit.errors).toEqual([]);
  expect(visit.requests.filter((address) => !address.startsWith(world.address))).toEqual([]);
  await visit.close();
});

test("a draft that is too long or nested on purpose is refused, and the next one is read", async () => {
  const visit = await world.visit();
  await visit.paste("word ".repeat(60_000));
  const status = visit.page.locator("#status");
  expect(await status.textContent()).toContain("too long");
  await visit.paste("> ".repeat(3000));
  expect(await status.textContent()).toMatch(/nested too deeply|parsed in time/u);
  await visit.paste(POSTMORTEM);
  expect(await status.textContent()).toMatch(/\d questions/u);
  await visit.close();
});

test("a draft that takes too long ends its worker, not the page", async () => {
  const visit = await world.visit();
  await visit.paste("a\n=\n".repeat(50_000));
  expect(await visit.page.locator("#status").textContent()).toContain("parsed in time");
  await visit.paste(POSTMORTEM);
  expect(await visit.page.locator("#status").textContent()).toMatch(/\d questions/u);
  await visit.close();
});

test("a file that is dropped takes the draft's place; one that is no text is refused", async () => {
  const visit = await world.visit();
  await visit.reviewed();
  const drop = (name: string, bytes: readonly number[]) =>
    visit.editor.evaluate(
      (element, [fileName, content]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(content)], fileName));
        element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true }));
      },
      [name, bytes] as const,
    );
  await drop("queue.md", [...Buffer.from(POSTMORTEM)]);
  const message = visit.page.locator("#message");
  await expect.poll(() => message.textContent()).toContain("queue.md was read here");
  await visit.reviewed();
  expect(await visit.page.locator("#review h3").first().textContent()).toBe("The queue stood still");
  await drop("queue.docx", [0x50, 0x4b, 0x03, 0x04, 0x00, 0xff]);
  await expect.poll(() => message.textContent()).toContain("queue.docx is no plain text");
  expect(await visit.page.locator("#review h3").first().textContent()).toBe("The queue stood still");
  await visit.close();
});

test("a file can be opened by its button", async () => {
  const visit = await world.visit();
  await visit.reviewed();
  const chooser = visit.page.waitForEvent("filechooser");
  await visit.page.getByRole("button", { name: "Open a file" }).click();
  await (await chooser).setFiles({ name: "queue.md", mimeType: "text/markdown", buffer: Buffer.from(POSTMORTEM) });
  await expect.poll(() => visit.page.locator("#review h3").first().textContent()).toBe("The queue stood still");
  await visit.close();
});

test("a shared link opens as it was shared, and no server hears of the draft", async () => {
  const visit = await world.visit();
  await visit.paste(POSTMORTEM);
  await visit.page.getByLabel("Show all questions").check();
  await visit.page.getByLabel("Written by").selectOption("manager");
  await visit.reviewed();
  await visit.page.getByRole("button", { name: "Share a link" }).click();
  const link = visit.page.getByLabel("Link to this draft");
  await link.waitFor();
  const address = await link.inputValue();
  expect(address).toContain("#draft=");

  const other = await world.visit(address.slice(world.address.length));
  await expect.poll(() => other.page.locator("#message").textContent()).toContain("came with the link");
  await other.reviewed();
  expect(await other.questions()).toEqual(await visit.questions());
  expect(await other.page.getByLabel("Written by").inputValue()).toBe("manager");
  expect(other.page.url()).toBe(world.address);
  expect(other.requests.filter((request) => request.includes("draft="))).toEqual(
    // The browser tells itself the fragment; a server gets none.
    other.requests.filter((request) => request.includes("#draft=")),
  );
  await visit.close();
  await other.close();
});

test("a link that was cut on its way says so", async () => {
  const visit = await world.visit("#draft=abc");
  await expect.poll(() => visit.page.locator("#message").textContent()).toContain("can't be read");
  await visit.close();
});

test("the page says so where a part of it can't be loaded", async () => {
  const visit = await world.visit("", {}, /review-worker/u);
  await expect.poll(() => visit.page.locator("#message").textContent()).toContain("could not be loaded");
  expect(await visit.questions()).toHaveLength(5);
  await visit.close();
});

test("a draft is still there after a look at a rule", async () => {
  const visit = await world.visit();
  await visit.paste(POSTMORTEM);
  await visit.page
    .locator('#review a[href^="rules/"]')
    .first()
    .evaluate((link: HTMLElement) => link.click());
  await visit.page.waitForURL(/\/rules\//u);
  await visit.page.goBack();
  await visit.reviewed();
  expect(await visit.page.locator("#review h3").first().textContent()).toBe("The queue stood still");
  await visit.close();
});

test("all of it works by keyboard alone", async () => {
  const visit = await world.visit();
  await visit.reviewed();
  const { page } = visit;
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
  const tabTo = async (name: string | RegExp) => {
    for (let step = 0; step < 80; step += 1) {
      await page.keyboard.press("Tab");
      const now = await focused();
      if (typeof name === "string" ? now === name : name.test(now)) return;
    }
    throw new Error(`Tab never came to ${String(name)}`);
  };
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Skip to content");
  await page.keyboard.press("Enter");
  await tabTo("Share a link");
  await tabTo("Your postmortem, in Markdown");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("# Outage\n\nOrders were held up from 09:12 to 14:30 UTC, and customers saw an error page.");
  await visit.reviewed();
  await tabTo(/^Line \d+$/u);
  await tabTo("Why ask?");
  await page.keyboard.press("Enter");
  await page.locator("#review details[open]").waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("Your postmortem, in Markdown");
  await visit.close();
});
