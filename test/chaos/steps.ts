import type { Postgres } from "../postgres.ts";
import type { World } from "../stand-in/world.ts";

/** What a run may do to the service and to GitHub. */
export interface Target {
  readonly world: World;
  /** Null where jobs wait in memory. */
  readonly postgres: Postgres | null;
  readonly restart: (waitMs: number) => Promise<void>;
  /** 0 to `below` - 1. */
  readonly random: (below: number) => number;
}

/** Faults by their names in the table. */
export const FAULTS = {
  "kill -9": ({ restart, random }) => restart(random(1500)),
  "502 after a review": ({ world }) =>
    world.gh.inject({ match: { method: "POST", route: "/reviews" }, when: "after", status: 502 }),
  "502 after a check run": ({ world }) =>
    world.gh.inject({ match: { method: "POST", route: "/check-runs" }, when: "after", status: 502 }),
  "connection dropped after a review": ({ world }) =>
    world.gh.dropConnection({ match: { method: "POST", route: "/reviews" }, when: "after" }),
  "connection dropped": ({ world }) => world.gh.dropConnection({ match: { method: "GET" }, times: 2 }),
  "tokens expire": ({ world }) => world.gh.expireTokens(),
  "secondary limit": ({ world, random }) =>
    world.gh.secondaryRateLimit({ match: { method: "POST" }, times: 1 + random(2), retryAfter: 1 }),
  outage: ({ world, random }) => world.gh.serverError({ match: {}, times: 5 + random(10), status: 503 }),
  "PostgreSQL killed": async ({ postgres, random }) => {
    if (postgres === null) return;
    await postgres.kill();
    await new Promise((resolve) => {
      setTimeout(resolve, random(1500));
    });
    await postgres.resume();
  },
} as const satisfies Readonly<Record<string, (target: Target) => void | Promise<void>>>;
