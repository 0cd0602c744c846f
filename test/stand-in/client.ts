import type { ThrottlingOptions } from "@octokit/plugin-throttling";
import type { Octokit } from "../../src/github/model.ts";
import { CoachOctokit } from "../../src/github/octokit.ts";
import type { App, GitHub, Installation } from "./stand-in.ts";
import type { Fault } from "./steps.ts";

/** A client whose process may end, or whose answers may be lost, at a call that one chooses. */
export class FaultyClient {
  readonly octokit: Octokit;
  #calls = 0;
  #fault: Fault | null = null;
  #push: () => void = () => undefined;
  #isDead = false;

  constructor(gh: GitHub, app: App, installation: Installation) {
    const quiet = () => undefined;
    this.octokit = new CoachOctokit({
      auth: { appId: app.id, privateKey: app.privateKey, installationId: installation.id },
      baseUrl: gh.apiUrl,
      // What the client answers to limits is its own.
      throttle: { enabled: true, id: "histories" } as unknown as ThrottlingOptions,
      retry: { enabled: false },
      request: { fetch: this.#fetch.bind(this) },
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
  }

  /** Whether the process ended. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** Starts a trip: a process that ended is a new one. */
  start(fault: Fault | null, push: () => void): void {
    this.#calls = 0;
    this.#isDead = false;
    this.#fault = fault;
    this.#push = push;
  }

  async #fetch(input: string, init: RequestInit): Promise<Response> {
    if (this.#isDead) throw new TypeError("the process has ended");
    this.#calls += 1;
    if (this.#fault === null || this.#calls <= this.#fault.call) return fetch(input, init);
    const { kind } = this.#fault;
    this.#fault = null;
    if (kind === "push") {
      this.#push();
      return fetch(input, init);
    }
    if (kind.endsWith("after")) await (await fetch(input, init)).arrayBuffer();
    this.#isDead = kind.startsWith("crash");
    throw new TypeError(kind);
  }
}
