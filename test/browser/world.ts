import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { serveSite } from "../../src/web/serve.ts";
import { CHROMIUM } from "./chromium.ts";

/** Chromium asks Google for this and that when it starts, and its sandbox needs a user that is not root. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser, and the site as the service or a static host serves it. */
export class World {
  readonly #browser: Browser;
  readonly #server: Server;
  /** The site's address, with a slash at its end. */
  readonly address: string;

  private constructor(browser: Browser, server: Server, folder: string) {
    this.#browser = browser;
    this.#server = server;
    this.address = `http://localhost:${(server.address() as AddressInfo).port}${folder}`;
  }

  /** @param folder where the site lies on its host */
  static async open(folder = "/"): Promise<World> {
    const site = serveSite({ isRegistered: false })!;
    const server = createServer((request, response) => {
      const isInside = request.url!.startsWith(folder);
      if (isInside) request.url = request.url!.slice(folder.length - 1);
      if (!isInside || !site(request, response)) response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ARGUMENTS });
    return new World(browser, server, folder);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /**
   * Opens a page in a fresh window. What it says in the console as an error fails the test that looks at `errors`.
   *
   * @param lost addresses that can't be loaded
   */
  async visit(path = "", options: BrowserContextOptions = {}, lost: RegExp | null = null): Promise<Visit> {
    const context = await this.#browser.newContext(options);
    if (lost !== null) await context.route(lost, (route) => route.abort());
    const page = await context.newPage();
    const errors: string[] = [];
    const requests: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("dialog", (dialog) => {
      errors.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on("request", (request) => requests.push(request.url()));
    await page.goto(this.address + path);
    return new Visit(page, errors, requests);
  }
}

/** Somebody at the page. */
export class Visit {
  readonly page: Page;
  readonly errors: readonly string[];
  /** The addresses that the window asked for. */
  readonly requests: readonly string[];

  constructor(page: Page, errors: readonly string[], requests: readonly string[]) {
    this.page = page;
    this.errors = errors;
    this.requests = requests;
  }

  get editor() {
    return this.page.getByRole("textbox", { name: "Your postmortem, in Markdown" });
  }

  /** Waits until the review is of the draft as it is now. */
  async reviewed(): Promise<void> {
    await this.page.locator('#review[aria-busy="false"]').waitFor();
  }

  /** Pastes a text in place of the draft. */
  async paste(text: string): Promise<void> {
    await this.reviewed();
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.editor.evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    await this.reviewed();
  }

  /** The questions on the page, as `rule: words`, in the order of the rules' names. */
  async questions(): Promise<string[]> {
    const cards = await this.page.locator("#review article").all();
    const asked = cards.map(
      async (card) =>
        `${await card.locator("details").getAttribute("data-details")}: ${await card.locator(".question").textContent()}`,
    );
    return (await Promise.all(asked)).toSorted();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
