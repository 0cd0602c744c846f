import type { Logger } from "pino";
import { Probot } from "probot";
import { Clients } from "./clients.ts";
import { CoachOctokit } from "./octokit.ts";
import { UNOBSERVED } from "./observe.ts";

/** Makes clients of an app that serves no webhooks, for commands. */
export function createClients(
  { appId, privateKey }: { readonly appId: number; readonly privateKey: string },
  baseUrl: string,
  log: Logger,
): Clients {
  const probot = new Probot({ appId, privateKey, baseUrl, log, Octokit: CoachOctokit });
  return new Clients(probot, log, UNOBSERVED);
}
