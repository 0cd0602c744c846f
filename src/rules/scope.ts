import { SECTION_KINDS, type Sentence } from "../postmortem/model.ts";
import { PLACES } from "./names.ts";
import type { Scope } from "./schema.ts";

/** Each scope is one bit, so that a sentence's scopes are compared with a condition's in one step. */
const BITS = new Map<Scope, number>([...SECTION_KINDS, ...PLACES].map((scope, index) => [scope, 1 << index]));

/** Where no evidence is looked for unless a rule says so: these name, plan or quote, and do not tell. */
const UNLESS_NAMED: readonly Scope[] = ["heading", "header", "code", "action item", "actions"];

/** The scopes that a condition admits and refuses. */
export interface ScopeMask {
  readonly admits: number;
  readonly refuses: number;
}

/** Turns a condition's `in` and `not-in` into masks. */
export function maskOf(inside: readonly Scope[] | undefined, outside: readonly Scope[] | undefined): ScopeMask {
  const admits = bits(inside ?? []);
  const refusedByDefault = bits(UNLESS_NAMED) & ~admits;
  // An action item lies in a section for them: who asks for one asks for the other.
  const lifted = admits & bits(["actions", "action item"]) ? bits(["actions", "action item"]) : 0;
  return { admits, refuses: (refusedByDefault & ~lifted) | bits(outside ?? []) };
}

/** The scopes in which a sentence stands. */
export function scopesOf(
  sentence: Sentence,
  { isTop, isEarly }: { readonly isTop: boolean; readonly isEarly: boolean },
): number {
  const scopes: Scope[] = [sentence.place, ...sentence.kinds];
  if (isTop) scopes.push("top");
  if (isEarly) scopes.push("early");
  if (sentence.moment?.isEntry === true) scopes.push("timeline entry");
  if (sentence.actionItem !== null) scopes.push("action item");
  return bits(scopes);
}

export const admits = (mask: ScopeMask, scopes: number): boolean =>
  (mask.admits === 0 || (scopes & mask.admits) !== 0) && (scopes & mask.refuses) === 0;

function bits(scopes: readonly Scope[]): number {
  let mask = 0;
  for (const scope of scopes) mask |= BITS.get(scope)!;
  return mask;
}
