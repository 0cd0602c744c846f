import type { Question, Rule } from "./model.ts";
import { LEVELS, type Role, TOPICS } from "./names.ts";

/** What decides when a question is asked. */
export interface Ranked {
  readonly rule: Rule;
  readonly level: Question["level"];
  readonly isSure: boolean;
}

/**
 * Puts questions in the order in which they are asked: what has to be answered before what is asked, and that before what is only listed; then by topic (impact first, action items last), then by the rule's weight, then the surer first.
 *
 * @param role who wrote the postmortem; null where that is not known
 */
export function rank<Q extends Ranked>(questions: readonly Q[], role: Role | null): Q[] {
  const weight = ({ rule }: Q) => (role === null ? rule.weight.engineer + rule.weight.manager : 2 * rule.weight[role]);
  return questions.toSorted(
    (a, b) =>
      LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) ||
      TOPICS.indexOf(a.rule.topic) - TOPICS.indexOf(b.rule.topic) ||
      weight(b) - weight(a) ||
      Number(b.isSure) - Number(a.isSure) ||
      (a.rule.id < b.rule.id ? -1 : 1),
  );
}
