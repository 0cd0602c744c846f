import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { type Context, Probot } from "probot";
import { pino } from "pino";
import type { TaskTools } from "../../src/github/do-task.ts";
import { CoachOctokit } from "../../src/github/octokit.ts";
import { Budget } from "../../src/service/budget.ts";
import { SettingsReader } from "../../src/github/read-settings.ts";
import { readPolicy } from "../../src/settings/policy.ts";
import type { Task } from "../../src/github/task.ts";

export const API = "https://api.github.com";
export const SHA = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";
export const REPOSITORY = { owner: "octo-org", repo: "octo-repo" };

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

/** Fails where something was to be asked of GitHub and was not. */
export function assertAllAsked(): void {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  if (pending.length > 0) throw new Error(`not asked: ${pending.join(", ")}`);
}

/** Probot as the service sets it up, silent. */
export function createProbot(): Probot {
  return new Probot({
    appId: 1,
    privateKey,
    secret: "secret",
    log: pino({ level: "silent" }),
    Octokit: CoachOctokit,
  });
}

const EMPTY = { sections: {}, facts: {}, columns: {}, words: {} };

/** What a task is done with, for installation 5, over a GitHub that nock plays. */
export async function createTools(
  take: (task: Task) => Promise<void> = async () => undefined,
  permissions: Readonly<Record<string, string>> = {},
): Promise<TaskTools> {
  nock(API)
    .post("/app/installations/5/access_tokens")
    .reply(201, {
      token: "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      permissions: { checks: "write", contents: "read", metadata: "read", pull_requests: "write", ...permissions },
      repository_selection: "selected",
    });
  const octokit = await createProbot().auth(5);
  await octokit.auth({ type: "installation" });
  return {
    octokit,
    settings: new SettingsReader((layers) => Promise.resolve(readPolicy(layers, { vocabulary: EMPTY, rules: [] }))),
    analyse: () => Promise.reject(new Error("nothing is read here")),
    site: null,
    write: (write) => write(),
    take,
    stopping: new AbortController().signal,
    appId: 1,
    budget: new Budget(),
    caughtUp: () => undefined,
  };
}

type Some<Value> = Value extends readonly (infer Item)[]
  ? readonly Some<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Some<Value[Key]> }
    : Value;

type Events = Exclude<Parameters<Probot["on"]>[0], readonly unknown[]>;

/** Gives an event to the app, with the parts of GitHub's payload that matter; their names and types are GitHub's. */
export async function deliver<Event extends Events>(
  probot: Probot,
  event: Event,
  payload: Some<Context<Event>["payload"]>,
): Promise<void> {
  const [name, action] = event.split(".");
  await probot.receive({
    id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    name,
    payload: {
      action,
      installation: { id: 5 },
      repository: { name: "octo-repo", owner: { login: "octo-org" } },
      sender: { login: "octocat", type: "User" },
      ...payload,
    },
  } as Parameters<Probot["receive"]>[0]);
}
