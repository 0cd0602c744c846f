import type { PgBoss } from "pg-boss";
import { SCHEMA } from "./postgres.ts";
import type { WriteLimits } from "./slots.ts";

/** Reserves the next moment that the limits allow, in one statement: whoever comes second sees what the first one reserved. */
const RESERVE = `
  INSERT INTO ${SCHEMA}.write_times AS known (installation, times) VALUES ($1, ARRAY[clock_timestamp()])
  ON CONFLICT (installation) DO UPDATE SET times = (
    SELECT recent || GREATEST(
      clock_timestamp(),
      recent[cardinality(recent)] + $2::float * interval '1 ms',
      recent[cardinality(recent) - $3::int + 1] + interval '1 hour'
    )
    FROM (
      SELECT coalesce(array_agg(time ORDER BY time), '{}') AS recent
      FROM unnest(known.times) AS time WHERE time > clock_timestamp() - interval '1 hour'
    ) AS last_hour
  )
  RETURNING extract(epoch FROM times[cardinality(times)] - clock_timestamp()) * 1000 AS wait`;

/**
 * Makes processes that share a database take turns when they write for an installation.
 *
 * @returns reserves an installation's next turn: milliseconds until then
 */
export function createSharedTurns(boss: PgBoss): (installation: string, limits: WriteLimits) => Promise<number> {
  return async (installation, { spacingMs, perHour }) => {
    const { rows } = await boss.getDb().executeSql(RESERVE, [installation, spacingMs, perHour]);
    return Math.max(0, Number((rows as { wait: string }[])[0]!.wait));
  };
}
