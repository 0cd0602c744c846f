import { nearest } from "../rules/check.ts";

/** What an organisation can lock besides rules: whole keys, or one entry of those that have entries. */
const LOCKABLE = [
  "paths",
  "ignore",
  "drafts",
  "questions",
  "questions.max",
  "questions.rounds",
  "thresholds",
  "thresholds.detection",
  "thresholds.gap",
  "thresholds.response",
  "vocabulary",
  "roles",
  "words",
  "template",
  "discuss",
  "check",
  "check.name",
] as const;

/**
 * Says what is amiss with a lock's name.
 *
 * @param lock a rule, a glob of rules, or a setting: `impact/data`, `impact/*`, `questions.max`
 * @returns null where nothing is
 */
export function checkLock(lock: string): string | null {
  if ((LOCKABLE as readonly string[]).includes(lock) || /^(?:roles|words)\../u.test(lock)) return null;
  if (/^[a-z*-]+\/[a-z0-9*-]+$/u.test(lock)) return null;
  const near = nearest(lock, LOCKABLE);
  const way =
    near === null ? `rules can (impact/data, impact/*), and ${LOCKABLE.join(", ")}` : `did you mean “${near}”?`;
  return `there is no “${lock}” that can be locked; ${way}`;
}

/** Whether one of some locks holds a setting: `questions` holds all of its entries. */
export function isLocked(key: string, locks: readonly string[]): boolean {
  return locks.some((lock) => key === lock || key.startsWith(`${lock}.`));
}
