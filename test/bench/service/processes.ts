import { type ChildProcess, fork, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { freePort } from "../../free-port.ts";
import { join } from "node:path";
import type { Ask } from "./github.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

/** GitHub in a process of its own. */
export class GitHub {
  readonly env: Readonly<Record<string, string>>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, env: Record<string, string>) {
    this.#child = child;
    this.env = env;
  }

  static async start(delayMs: number): Promise<GitHub> {
    const child = fork(join(import.meta.dirname, "github.ts"), [String(delayMs)], { stdio: "inherit" });
    return new GitHub(child, await answer(child));
  }

  async open(organisations: number, pulls: number): Promise<object[]> {
    return this.#ask({ kind: "open", organisations, pulls });
  }

  async checked(): Promise<number> {
    return this.#ask({ kind: "checked" });
  }

  end(): void {
    this.#child.kill();
  }

  async #ask<Answer>(ask: Ask): Promise<Answer> {
    const answered = answer<Answer>(this.#child);
    this.#child.send(ask);
    return answered;
  }
}

const answer = <Answer>(child: ChildProcess): Promise<Answer> =>
  new Promise((resolve) => {
    child.once("message", (message) => resolve(message as Answer));
  });

/** A server that takes webhooks. */
export class Service {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(file: string, env: Readonly<Record<string, string>>): Promise<Service> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(ROOT, file)], {
      cwd: ROOT,
      stdio: ["ignore", process.env["BENCH_LOG"] === undefined ? "ignore" : "inherit", "inherit"],
      env: { PATH: process.env["PATH"], LOG_LEVEL: "fatal", ...env, PORT: String(port), HOST: "127.0.0.1" },
    });
    const url = `http://127.0.0.1:${port}`;
    for (;;) {
      try {
        await fetch(`${url}/ping`);
        return new Service(child, `${url}/api/github/webhooks`);
      } catch {
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
    }
  }

  /** Resident memory, in MB. */
  get megabytes(): number {
    const [, kilobytes] = /^VmRSS:\s+(?<kilobytes>\d+)/mu.exec(
      readFileSync(`/proc/${this.#child.pid}/status`, "utf8"),
    )!;
    return Number(kilobytes) / 1024;
  }

  /** Seconds of processor time that it took since its start. */
  get cpu(): number {
    const [user, system] = readFileSync(`/proc/${this.#child.pid}/stat`, "utf8").split(" ").slice(13, 15);
    return (Number(user) + Number(system)) / TICKS;
  }

  /** The 99th percentile of the event loop's delay, in ms, as the service itself measures it. */
  async loopDelay(): Promise<number> {
    const text = await (await fetch(new URL("/metrics", this.url))).text();
    return Number(/^nodejs_eventloop_lag_p99_seconds (?<seconds>\S+)/mu.exec(text)![1]) * 1000;
  }

  async end(): Promise<void> {
    const gone = new Promise((resolve) => {
      this.#child.once("exit", resolve);
    });
    this.#child.kill("SIGKILL");
    await gone;
  }
}
