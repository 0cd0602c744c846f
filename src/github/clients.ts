import type { Logger } from "pino";
import type { Probot } from "probot";
import type { Octokit } from "./model.ts";
import { observe, type Observer } from "./observe.ts";

/** Clients for GitHub that say in each line of the log for which event they ask. */
export class Clients {
  readonly #probot: Probot;
  readonly #log: Logger;
  readonly #observer: Observer;

  constructor(probot: Probot, log: Logger, observer: Observer) {
    this.#probot = probot;
    this.#log = log;
    this.#observer = observer;
  }

  /** With the rights of an installation. */
  async of(installationId: number, deliveryId: string): Promise<Octokit> {
    const octokit = await this.#probot.auth(installationId);
    Object.assign(octokit, { log: this.#log.child({ name: "github", deliveryId }) });
    observe(octokit, installationId, this.#observer);
    return octokit;
  }

  /** With the rights of the app itself, which may read who installed it. */
  async ofApp(): Promise<Octokit> {
    return this.#probot.auth();
  }
}
