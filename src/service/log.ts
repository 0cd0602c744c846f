import { type DestinationStream, type Logger, pino } from "pino";

/** Asked by machines every few seconds: what went well is not worth a line. */
const PROBES = /^GET \/(?:healthz|readyz|metrics)\S* 200\b/u;
/** Headers hold tokens and signatures, events hold what people wrote. */
const SECRET = ["req.headers", "res.headers", "event", "payload"];

/**
 * The service's log: lines of JSON. No secret, no document and no comment gets into it: of an error it keeps what kind it is, its message, its stack, and
 * GitHub's status.
 *
 * @param level the least that is written
 * @param destination standard output, where nothing else is given
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      name: "postmortem-coach",
      serializers: { err: describeError, error: describeError },
      redact: SECRET,
      hooks: {
        logMethod(args, method) {
          const message: unknown = args.at(-1);
          if (typeof message === "string" && PROBES.test(message)) return;
          // A bare error is written with all that hangs on it: Octokit's hold requests, those of webhooks hold events.
          if (args[0] instanceof Error) method.apply(this, [{ err: args[0] }, ...args.slice(1)] as typeof args);
          else method.apply(this, args);
        },
      },
    },
    ...(destination === undefined ? [] : [destination]),
  );
}

interface Described {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly status?: number;
  readonly code?: string;
  readonly errors?: readonly unknown[];
}

function describeError(error: unknown): unknown {
  return error instanceof Error ? describe(error) : typeof error === "object" ? null : error;
}

function describe(error: Error): Described {
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof status === "number" ? { status } : {}),
    ...(typeof code === "string" ? { code } : {}),
    ...(error instanceof AggregateError ? { errors: error.errors.map(describeError) } : {}),
  };
}
