import { parentPort, workerData } from "node:worker_threads";
import { ask } from "../rules/ask.ts";
import { loadRules, RuleFilesError } from "../rules/load.ts";
import type { AnalysisRequest, WorkerMessage } from "./model.ts";

const port = parentPort;
if (port === null) throw new Error("this file runs in a worker thread: see pool.ts");
const say = (message: WorkerMessage) => port.postMessage(message);

try {
  const ruleSet = await loadRules((workerData as { readonly folders: readonly string[] }).folders);
  port.on("message", ({ markdown, options }: AnalysisRequest) => {
    try {
      say({ kind: "done", analysis: { review: ask(markdown, ruleSet, options) } });
    } catch (error) {
      // The parser overflows the stack on some texts that are nested on purpose.
      if (!(error instanceof RangeError)) throw error;
      say({ kind: "done", analysis: { failure: "too deep" } });
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
