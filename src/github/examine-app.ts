import { EVENTS, type Grant, holds, NEEDED, OPTIONAL } from "./grants.ts";
import type { Octokit } from "./model.ts";

/** Something that was looked at: whether it is as it ought to be, could be better, or keeps the app from its work. */
export interface Finding {
  readonly state: "well" | "lacking" | "ill";
  readonly text: string;
}

/** The app as GitHub knows it. */
export interface Examined {
  readonly findings: readonly Finding[];
  /** Where GitHub sends its webhooks; null where it sends none. */
  readonly webhookUrl: string | null;
}

export const well = (text: string): Finding => ({ state: "well", text });
export const lacking = (text: string): Finding => ({ state: "lacking", text });
export const ill = (text: string): Finding => ({ state: "ill", text });

/**
 * Looks at what GitHub knows of the app: credentials, permissions, events, webhook, deliveries, installations. Nothing is changed.
 *
 * @param octokit with the rights of the app
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function examineApp(octokit: Octokit): Promise<Examined> {
  const app = await readApp(octokit);
  if ("findings" in app) return { ...app, webhookUrl: null };
  const { name, html_url, permissions, events } = app;
  const lack = Object.entries(EVENTS).filter(([event]) => !events.includes(event));
  const { data: hook } = await octokit.rest.apps.getWebhookConfigForApp();
  return {
    findings: [
      well(`APP_ID and PRIVATE_KEY are those of the app “${name}” (${html_url})`),
      ...examinePermissions("the app", permissions),
      ...lack.map(([event, cost]) => lacking(`the app does not subscribe to the event ${event}: ${cost}`)),
      ...(lack.length === 0 ? [well("the app subscribes to all events that are of use")] : []),
      ...examineHook(hook),
      ...(await examineDeliveries(octokit)),
      ...(await examineInstallations(octokit)),
    ],
    webhookUrl: hook.url ?? null,
  };
}

type App = NonNullable<Awaited<ReturnType<Octokit["rest"]["apps"]["getAuthenticated"]>>["data"]>;

async function readApp(octokit: Octokit): Promise<App | { readonly findings: readonly Finding[] }> {
  try {
    const { data } = await octokit.rest.apps.getAuthenticated();
    if (data !== null) return data;
  } catch (error) {
    const { status } = error as { readonly status?: number };
    if (status !== 401 && status !== 404) throw error;
  }
  return {
    findings: [ill("GitHub refuses APP_ID and PRIVATE_KEY: are both of the same app, and is the key not revoked?")],
  };
}

function examinePermissions(whose: string, permissions: Readonly<Record<string, string | undefined>>): Finding[] {
  const say = ({ permission, level, cost }: Grant) =>
    `${whose} lacks the permission “${permission}: ${level}”: ${cost}`;
  const needed = NEEDED.filter((grant) => !holds(permissions, grant));
  const optional = OPTIONAL.filter((grant) => !holds(permissions, grant));
  return [
    ...needed.map((grant) => ill(say(grant))),
    ...(needed.length === 0 ? [well(`${whose} has the permissions that are needed`)] : []),
    ...optional.map((grant) => lacking(say(grant))),
  ];
}

interface Hook {
  readonly url?: string;
  readonly content_type?: string;
  readonly secret?: string;
  readonly insecure_ssl?: string | number;
}

function examineHook({ url, content_type, secret, insecure_ssl }: Hook): Finding[] {
  if (url === undefined || url === "")
    return [ill("the app has no webhook URL: set this service's address with /api/github/webhooks at the end")];
  return [
    well(`GitHub sends webhooks to ${url}`),
    ...(content_type === "json" ? [] : [ill("webhooks are not sent as JSON: set the content type application/json")]),
    ...(secret === undefined || secret === ""
      ? [ill("the app has no webhook secret: set the one that stands in WEBHOOK_SECRET")]
      : []),
    ...(String(insecure_ssl ?? "0") === "0" ? [] : [lacking("GitHub does not verify the service's certificate")]),
  ];
}

async function examineDeliveries(octokit: Octokit): Promise<Finding[]> {
  const { data } = await octokit.rest.apps.listWebhookDeliveries({ per_page: 100 });
  if (data.length === 0) return [lacking("GitHub sent no webhook in the last three days")];
  const failed = data.filter(({ status_code }) => status_code < 200 || status_code > 299);
  if (failed.length === 0) return [well(`the last ${data.length} webhooks were taken`)];
  const statuses = Map.groupBy(failed, ({ status_code, status }) => (status_code === 0 ? status : String(status_code)));
  const list = [...statuses].map(([status, some]) => `${some.length} × ${status}`).join(", ");
  const finding = data[0]!.status_code === 200 ? lacking : ill;
  return [
    finding(
      `of the last ${data.length} webhooks ${failed.length} failed (${list}); 400 says that WEBHOOK_SECRET differs`,
    ),
  ];
}

async function examineInstallations(octokit: Octokit): Promise<Finding[]> {
  const installations = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 });
  if (installations.length === 0) return [lacking("nobody has installed the app yet")];
  return installations.flatMap(({ id, account, suspended_at, permissions }) => {
    const whose = `installation ${id} (${account !== null && "login" in account ? account.login : "an enterprise"})`;
    if (suspended_at !== null) return [lacking(`${whose} is suspended: nothing of it is looked at`)];
    return examinePermissions(whose, permissions);
  });
}
