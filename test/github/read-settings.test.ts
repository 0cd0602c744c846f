import { describe, expect, test } from "vitest";
import { type ReadPolicy, SettingsReader } from "../../src/github/read-settings.ts";
import { mergeSettings } from "../../src/settings/merge.ts";
import { type LayerFiles, readPolicy } from "../../src/settings/policy.ts";

const layer = (name: LayerFiles["name"], text: string): LayerFiles => ({
  name,
  settings: { file: `acme/${name}: settings.yml`, text },
  rules: [],
});
const LOCKS = layer("organisation", "questions: {max: 2}\nlocked: [questions]\n");
const shipped = { vocabulary: { sections: {}, facts: {}, columns: {}, words: {} }, rules: [] };
/** Reads layers, but takes too long for those that say so. */
const read: ReadPolicy = async (layers) =>
  layers.some(({ settings }) => settings?.text.includes("slow"))
    ? { failure: "too slow" }
    : readPolicy(layers, shipped);

describe("a layer that takes too long to read", () => {
  test("of a repository is left out, and unlocks nothing", async () => {
    const policy = await new SettingsReader(read).readLayers([
      LOCKS,
      layer("repository", "# slow\nquestions: {max: 9}\n"),
    ]);
    expect(mergeSettings(policy.layers, []).values.get("questions.max")?.value).toBe(2);
    expect(policy.problems).toEqual([
      expect.objectContaining({ file: "acme/repository: settings.yml", message: expect.stringContaining("too long") }),
    ]);
    expect(policy.isUnlocked).toBe(false);
  });

  test("of the organisation is said to be unlocked", async () => {
    const policy = await new SettingsReader(read).readLayers([
      layer("organisation", "# slow"),
      layer("repository", "drafts: true\n"),
    ]);
    expect(policy.isUnlocked).toBe(true);
    expect(policy.problems.map(({ file }) => file)).toContain("acme/organisation: settings.yml");
  });
});
