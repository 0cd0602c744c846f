import { relative, resolve } from "node:path";
import type { AnalysisRequest } from "../analysis/model.ts";
import type { LocalLayers } from "./local-policy.ts";

/** What is in force for a document, as an analysis takes it. */
export type InForce = (path: string) => Pick<AnalysisRequest, "adaptation"> & {
  readonly options: Pick<AnalysisRequest["options"], "levels" | "max">;
};

/** Where nobody names settings, the rules are as they ship. */
export const AS_SHIPPED: InForce = () => ({ options: {} });

/**
 * Reads settings and rules from this machine, to ask documents with them.
 *
 * @throws UsageError where something in them is not as it ought to be
 */
export async function readInForce(layers: LocalLayers): Promise<InForce> {
  // The schemas take longer to load than a review takes: they are needed only here.
  const [{ readSoundPolicy }, { settingsForDocument }, { valueOf }] = await Promise.all([
    import("./local-policy.ts"),
    import("../settings/for-document.ts"),
    import("../settings/merge.ts"),
  ]);
  const policy = await readSoundPolicy(layers);
  const root = resolve(layers.repo ?? ".");
  return (path) => {
    const { levels, adaptation, settings } = settingsForDocument(policy, relative(root, resolve(path)));
    return { options: { levels, max: valueOf(settings, "questions.max") }, adaptation };
  };
}
