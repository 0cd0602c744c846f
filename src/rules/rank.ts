import type { Rule } from "./model.ts";
import { type Role, TOPICS } from "./schema.ts";

/** What decides when a question is asked. */
export interface Ranked {
  readonly rule: Rule;
  readonly isSure: boolean;
}

/**
 * Puts questions in the order in which they are asked: by topic (impact first, action items last), then by the rule's weight, then the surer first.
 *
 * @param role who wrote the postmortem; null where that is not known
 */
export function rank<Q extends Ranked>(questions: readonly Q[], role: Role | null): Q[] {
  const weight = ({ rule }: Q) => (role === null ? rule.weight.engineer + rule.weight.manager : 2 * rule.weight[role]);
  return questions.toSorted(
    (a, b) =>
      TOPICS.indexOf(a.rule.topic) - TOPICS.indexOf(b.rule.topic) ||
      weight(b) - weight(a) ||
      Number(b.isSure) - Number(a.isSure) ||
      (a.rule.id < b.rule.id ? -1 : 1),
  );
}
