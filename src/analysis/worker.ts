import { parentPort } from "node:worker_threads";
import { LRUCache } from "lru-cache";
import type { Adaptation } from "../rules/adapt.ts";
import { ask } from "../rules/ask.ts";
import { compileRules, type RuleSet } from "../rules/compile.ts";
import type { RuleSources } from "../rules/validate.ts";
import type { Analysis, WorkerMessage, WorkerRequest } from "./model.ts";
import type { Policy } from "../settings/policy.ts";

const port = parentPort;
if (port === null) throw new Error("this file runs in a worker thread: see pool.ts");
const say = (message: WorkerMessage) => port.postMessage(message);

/** So many organisations' own rules are kept ready in each thread: preparing them takes longer than reading a document. */
const MAX_ADAPTED = 8;

interface Prepared {
  readonly sources: RuleSources;
  readonly shipped: RuleSet;
}
let prepared: Prepared | null = null;
const adapted = new LRUCache<string, RuleSet>({ max: MAX_ADAPTED });

function prepare(sources: RuleSources): void {
  try {
    prepared = { sources, shipped: compileRules(sources.vocabulary, sources.rules) };
    say({ kind: "ready" });
  } catch (error) {
    say({ kind: "broken", message: error instanceof Error ? error.message : String(error) });
  }
}

async function rulesFor({ sources, shipped }: Prepared, adaptation: Adaptation | null): Promise<RuleSet> {
  if (adaptation === null) return shipped;
  const key = JSON.stringify(adaptation);
  let rules = adapted.get(key);
  if (rules === undefined) {
    // What checks rules takes long to load, and few have rules of their own.
    const { adaptRules } = await import("../rules/adapt.ts");
    adapted.set(key, (rules = adaptRules(sources, adaptation)));
  }
  return rules;
}

async function answer(
  request: Exclude<WorkerRequest, { readonly kind: "rules" }>,
  rules: Prepared,
): Promise<Analysis | Policy> {
  if (request.kind === "document") {
    const ruleSet = await rulesFor(rules, request.adaptation ?? null);
    say({ kind: "prepared" });
    return { review: ask(request.markdown, ruleSet, request.options) };
  }
  const { readPolicy } = await import("../settings/policy.ts");
  return readPolicy(request.layers, rules.sources);
}

port.on("message", async (request: WorkerRequest) => {
  if (request.kind === "rules") {
    prepare(request.sources);
    return;
  }
  try {
    say({ kind: "done", result: await answer(request, prepared!) });
  } catch (error) {
    // The parser overflows the stack on some texts that are nested on purpose.
    if (!(error instanceof RangeError)) throw error;
    say({ kind: "done", result: { failure: "too deep" } });
  }
});
