import { createPrivateKey } from "node:crypto";
import { getPrivateKey } from "@probot/get-private-key";
import { z } from "zod";

/** What the service is told by its environment. */
export interface Environment {
  /** Null before the app is registered. */
  readonly credentials: {
    readonly appId: number;
    readonly privateKey: string;
    readonly webhookSecret: string;
  } | null;
  readonly port: number;
  readonly host: string;
  /** GitHub's REST API: `https://api.github.com`, or a GitHub Enterprise Server's. */
  readonly baseUrl: string;
  readonly logLevel: string;
  /** Where people reach the site with the rules' pages, ending in a slash; null where they don't. */
  readonly siteUrl: string | null;
  /** A channel that passes webhooks on to a machine that GitHub can't reach. */
  readonly webhookProxyUrl: string | null;
  /** Whoever reads `/metrics` has to show it; null where anybody may. */
  readonly metricsToken: string | null;
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** What our own waits are multiplied with: before another try, and before the next look for what was missed. */
  readonly waitFactor: number;
  /** A PostgreSQL, where several processes share the work. */
  readonly databaseUrl: string | null;
}

/** Variables that are missing or malformed: one line each, with the way out. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const PORT_RANGE = "is a number from 1 to 65535";

const CONCURRENCY_RANGE = "is how many jobs run at once, 1 or more";
const FACTOR_RANGE = "is a number above 0, and 10 at most";

const schema = z.object({
  APP_ID: z.string().regex(/^\d+$/u, "is the app's number, as on its settings page: APP_ID=123456").optional(),
  WEBHOOK_SECRET: z.string().optional(),
  PORT: z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(1, PORT_RANGE).max(65_535, PORT_RANGE).default(3000),
  HOST: z.string().default("localhost"),
  GHE_HOST: z
    .string()
    .regex(/^[a-z0-9.-]+(?::\d+)?$/iu, "is a host without protocol and path: GHE_HOST=github.example.com")
    .optional(),
  GHE_PROTOCOL: z.enum(["http", "https"], "is http or https").default("https"),
  LOG_LEVEL: z.enum(LOG_LEVELS, `is one of ${LOG_LEVELS.join(", ")}`).default("info"),
  SITE_URL: z.url("is the address at which people reach this service: SITE_URL=https://coach.example.com").optional(),
  WEBHOOK_PROXY_URL: z.url("is an address, as https://smee.io/new gives one").optional(),
  METRICS_TOKEN: z.string().optional(),
  CONCURRENCY: z.coerce.number(CONCURRENCY_RANGE).int(CONCURRENCY_RANGE).min(1, CONCURRENCY_RANGE).default(64),
  WAIT_FACTOR: z.coerce.number(FACTOR_RANGE).positive(FACTOR_RANGE).max(10, FACTOR_RANGE).default(1),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//u, "is the address of a PostgreSQL: DATABASE_URL=postgres://user:password@host/name")
    .optional(),
  REDIS_URL: z.undefined("is not used: this service needs no Redis, so leave it out").optional(),
});

/**
 * Reads the service's environment: Probot's standard variables.
 *
 * @throws EnvironmentError that names each variable and the way out
 * @see https://probot.github.io/docs/configuration/
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  let privateKey: string | null = null;
  try {
    privateKey = readPrivateKey(given);
  } catch (error) {
    problems.push((error as Error).message);
  }
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems.join("\n"));
  const {
    APP_ID,
    WEBHOOK_SECRET,
    PORT,
    HOST,
    GHE_HOST,
    GHE_PROTOCOL,
    LOG_LEVEL,
    CONCURRENCY,
    WAIT_FACTOR,
    SITE_URL,
    WEBHOOK_PROXY_URL,
    METRICS_TOKEN,
    DATABASE_URL,
  } = parsed.data;
  return {
    credentials: credentialsOf(APP_ID, privateKey, WEBHOOK_SECRET),
    port: PORT,
    host: HOST,
    baseUrl: GHE_HOST === undefined ? "https://api.github.com" : `${GHE_PROTOCOL}://${GHE_HOST}/api/v3`,
    logLevel: LOG_LEVEL,
    siteUrl: SITE_URL === undefined ? null : SITE_URL.replace(/\/*$/u, "/"),
    webhookProxyUrl: WEBHOOK_PROXY_URL ?? null,
    metricsToken: METRICS_TOKEN ?? null,
    databaseUrl: DATABASE_URL ?? null,
    concurrency: CONCURRENCY,
    waitFactor: WAIT_FACTOR,
  };
}

/** All or none: with half of them the service could do nothing, and with none it offers to register the app. */
function credentialsOf(
  appId: string | undefined,
  privateKey: string | null,
  webhookSecret: string | undefined,
): Environment["credentials"] {
  if (appId === undefined && privateKey === null) return null;
  const missing = [
    ...(appId === undefined ? ["APP_ID is missing: it stands on the app's settings page, as “App ID”"] : []),
    ...(privateKey === null
      ? ["PRIVATE_KEY or PRIVATE_KEY_PATH is missing: generate a key on the app's settings page"]
      : []),
    ...(webhookSecret === undefined
      ? ["WEBHOOK_SECRET is missing: set the same one here and on the app's settings page"]
      : []),
  ];
  if (missing.length > 0) throw new EnvironmentError(missing.join("\n"));
  return { appId: Number(appId), privateKey: privateKey!, webhookSecret: webhookSecret! };
}

function readPrivateKey(env: Record<string, string | undefined>): string | null {
  const { PRIVATE_KEY, PRIVATE_KEY_PATH } = env;
  const name = PRIVATE_KEY === undefined ? "PRIVATE_KEY_PATH" : "PRIVATE_KEY";
  if (PRIVATE_KEY === undefined && PRIVATE_KEY_PATH === undefined) return null;
  try {
    const key = getPrivateKey({
      env: { ...(PRIVATE_KEY && { PRIVATE_KEY }), ...(PRIVATE_KEY_PATH && { PRIVATE_KEY_PATH }) },
    });
    createPrivateKey(key!);
    return key!;
  } catch (error) {
    const reason = /does not exist/u.test((error as Error).message)
      ? `names no file (${PRIVATE_KEY_PATH})`
      : "is no PEM";
    throw new Error(
      `${name} ${reason}: it is the key that GitHub gave as a .pem file, whole, with its line ends as \\n or in base64`,
      { cause: error },
    );
  }
}
