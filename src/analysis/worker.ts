import { parentPort, workerData } from "node:worker_threads";
import { LRUCache } from "lru-cache";
import type { Adaptation } from "../rules/adapt.ts";
import { ask } from "../rules/ask.ts";
import { compileRules, type RuleSet } from "../rules/compile.ts";
import { loadSources, RuleFilesError } from "../rules/load.ts";
import type { Analysis, WorkerMessage, WorkerRequest } from "./model.ts";
import type { Policy } from "../settings/policy.ts";

const port = parentPort;
if (port === null) throw new Error("this file runs in a worker thread: see pool.ts");
const say = (message: WorkerMessage) => port.postMessage(message);

/** So many organisations' own rules are kept ready in each thread: preparing them takes longer than reading a document. */
const MAX_ADAPTED = 8;

try {
  const sources = await loadSources((workerData as { readonly folders: readonly string[] }).folders);
  const shipped = compileRules(sources.vocabulary, sources.rules);
  const adapted = new LRUCache<string, RuleSet>({ max: MAX_ADAPTED });

  const rulesFor = async (adaptation: Adaptation | null): Promise<RuleSet> => {
    if (adaptation === null) return shipped;
    const key = JSON.stringify(adaptation);
    let rules = adapted.get(key);
    if (rules === undefined) {
      // What checks rules takes long to load, and few have rules of their own.
      const { adaptRules } = await import("../rules/adapt.ts");
      adapted.set(key, (rules = adaptRules(sources, adaptation)));
    }
    return rules;
  };
  const answer = async (request: WorkerRequest): Promise<Analysis | Policy> => {
    if (request.kind === "document") {
      const rules = await rulesFor(request.adaptation ?? null);
      say({ kind: "prepared" });
      return { review: ask(request.markdown, rules, request.options) };
    }
    const { readPolicy } = await import("../settings/policy.ts");
    return readPolicy(request.layers, sources);
  };
  port.on("message", async (request: WorkerRequest) => {
    try {
      say({ kind: "done", result: await answer(request) });
    } catch (error) {
      // The parser overflows the stack on some texts that are nested on purpose.
      if (!(error instanceof RangeError)) throw error;
      say({ kind: "done", result: { failure: "too deep" } });
    }
  });
  say({ kind: "ready" });
} catch (error) {
  say({
    kind: "broken",
    message: error instanceof Error ? error.message : String(error),
    isRuleFiles: error instanceof RuleFilesError,
  });
}
