import type { Root } from "hast";
import type { Review } from "../../rules/model.ts";
import type { Draft, Failure, WorkerMessage } from "./answer.ts";

/** In a worker: answers each draft with what `read` makes of it, and says when it is ready to. */
export function answerDrafts(read: (draft: Draft) => Review | Root): void {
  const say = (message: WorkerMessage<Review | Root>) => globalThis.postMessage(message);
  globalThis.addEventListener("message", ({ data }: MessageEvent<Draft>) => say({ kind: "done", part: attempt(data) }));
  say({ kind: "ready" });

  function attempt(draft: Draft): Review | Root | Failure {
    try {
      return read(draft);
    } catch (error) {
      // The parser overflows the stack on some texts that are nested on purpose.
      if (error instanceof RangeError) return { failure: "too deep" };
      throw error;
    }
  }
}
