import { describe, expect, test } from "vitest";
import { BUILT_IN, type Layer, type LayerName } from "../../src/settings/layers.ts";
import { type EffectiveSettings, mergeSettings } from "../../src/settings/merge.ts";
import { readLayer } from "../../src/settings/read-layer.ts";

const RULES = ["impact/data", "impact/who", "cause/trigger", "actions/due"];
const ORG = "acme/.github: .github/postmortem-coach.yml";
const REPO = "acme/web: .github/postmortem-coach.yml";

function layer(name: LayerName, text: string): Layer {
  const read = readLayer(name, name === "organisation" ? ORG : REPO, text);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.layer;
}

/** What is in force for a document under `teams/payments/postmortems`, by what the organisation and the repository say. */
const merge = (organisation: string, repository: string, path = "teams/payments/postmortems/x.md"): EffectiveSettings =>
  mergeSettings(
    [BUILT_IN, ...(organisation === "" ? [] : [layer("organisation", organisation)]), layer("repository", repository)],
    RULES,
    path,
  );

describe("a value", () => {
  test.for<[string, string, string, string, unknown, LayerName | undefined]>([
    ["of nobody is built in", "", "", "questions.max", 5, "built in"],
    ["of the organisation beats what is built in", "questions: {max: 3}", "", "questions.max", 3, "organisation"],
    ["of the repository beats the organisation's", "drafts: true", "drafts: false", "drafts", false, "repository"],
    [
      "of one key leaves its neighbours",
      "questions: {max: 3}",
      "questions: {rounds: 1}",
      "questions.max",
      3,
      "organisation",
    ],
    ["that is a list is set as a whole", "paths: [a/**, b/**]", "paths: [c/**]", "paths", ["c/**"], "repository"],
    [
      "of a folder beats the repository's",
      "",
      "thresholds: {gap: 30}\nfolders: {'teams/**': {thresholds: {gap: 9}}}",
      "thresholds.gap",
      9,
      "folder",
    ],
    [
      "of a longer folder beats a shorter one's",
      "",
      "folders: {'teams/payments/**': {thresholds: {gap: 5}}, 'teams/**': {thresholds: {gap: 9}}}",
      "thresholds.gap",
      5,
      "folder",
    ],
    [
      "of another folder is not in force",
      "thresholds: {gap: 30}",
      "folders: {'teams/search/**': {thresholds: {gap: 9}}}",
      "thresholds.gap",
      30,
      "organisation",
    ],
    [
      "that is locked stays",
      "questions: {max: 3}\nlocked: [questions.max]",
      "questions: {max: 9, rounds: 2}",
      "questions.max",
      3,
      "organisation",
    ],
    [
      "beside a locked one can be set",
      "questions: {max: 3}\nlocked: [questions.max]",
      "questions: {max: 9, rounds: 2}",
      "questions.rounds",
      2,
      "repository",
    ],
    [
      "is locked with all its neighbours",
      "locked: [questions]",
      "questions: {rounds: 2}",
      "questions.rounds",
      3,
      "built in",
    ],
    [
      "is locked where nobody set it",
      "locked: [paths]",
      "paths: [none/**]",
      "paths",
      BUILT_IN.settings.paths,
      "built in",
    ],
    [
      "is locked for folders, too",
      "locked: [thresholds]",
      "folders: {'teams/**': {thresholds: {gap: 9}}}",
      "thresholds.gap",
      undefined,
      undefined,
    ],
    ["of a login", "roles: {Dana: manager}", "", "roles.Dana", "manager", "organisation"],
  ])("%s", ([, organisation, repository, key, value, from]) => {
    const found = merge(organisation, repository).values.get(key);
    expect([found?.value, found?.layer]).toEqual([value, from]);
  });

  test("names its file, and of a folder its glob", () => {
    const { values } = merge("drafts: true", "template: a.md\nfolders: {'teams/**': {thresholds: {gap: 9}}}");
    expect(values.get("drafts")?.file).toBe(ORG);
    expect(values.get("template")?.file).toBe(REPO);
    expect(values.get("thresholds.gap")?.file).toBe(`${REPO} (teams/**)`);
    expect(values.get("questions.max")?.file).toBeNull();
  });
});

describe("the level of a rule", () => {
  test.for<[string, string, string, string, LayerName]>([
    ["is to be asked where nobody says otherwise", "", "", "ask", "built in"],
    ["is its topic's", "topics: {impact: summary}", "", "summary", "organisation"],
    [
      "is its own rather than its topic's",
      "topics: {impact: off}\nrules: {impact/data: ask}",
      "",
      "ask",
      "organisation",
    ],
    [
      "is its glob's rather than its topic's",
      "topics: {impact: off}\nrules: {'*/data': summary}",
      "",
      "summary",
      "organisation",
    ],
    ["is its own rather than a glob's", "rules: {impact/data: ask, impact/dat*: off}", "", "ask", "organisation"],
    [
      "is a longer glob's rather than a shorter one's",
      "rules: {'impact/*': off, 'impact/dat*': summary}",
      "",
      "summary",
      "organisation",
    ],
    [
      "is the nearer layer's, also if less exact",
      "rules: {impact/data: summary}",
      "topics: {impact: ask}",
      "ask",
      "repository",
    ],
    ["is the folder's", "", "folders: {'teams/**': {rules: {impact/data: off}}}", "off", "folder"],
    [
      "can't be weakened where it is required",
      "rules: {impact/data: required}",
      "rules: {impact/data: ask}",
      "required",
      "organisation",
    ],
    [
      "can't be weakened by its topic",
      "rules: {impact/data: required}",
      "topics: {impact: off}",
      "required",
      "organisation",
    ],
    [
      "can't be weakened by a glob",
      "rules: {impact/data: required}",
      "rules: {'*/*': summary}",
      "required",
      "organisation",
    ],
    [
      "can't be weakened by a folder",
      "rules: {impact/data: required}",
      "folders: {'**': {rules: {impact/data: off}}}",
      "required",
      "organisation",
    ],
    [
      "can't be weakened by a folder after the repository repeated it",
      "rules: {impact/data: required}",
      "rules: {impact/data: required}\nfolders: {'**': {rules: {impact/data: off}}}",
      "required",
      "repository",
    ],
    ["can't be weakened where it is locked", "locked: [impact/data]", "rules: {impact/data: off}", "ask", "built in"],
    [
      "can't be weakened where its glob is locked",
      "topics: {impact: summary}\nlocked: [impact/*]",
      "rules: {impact/data: off}",
      "summary",
      "organisation",
    ],
    [
      "can be raised where it is locked",
      "locked: [impact/data]",
      "rules: {impact/data: required}",
      "required",
      "repository",
    ],
    [
      "raised by the repository, can be lowered by a folder as far as the lock lets it",
      "locked: [impact/data]",
      "rules: {impact/data: required}\nfolders: {'**': {rules: {impact/data: ask}}}",
      "ask",
      "folder",
    ],
    [
      "can be weakened where the repository itself requires it",
      "",
      "rules: {impact/data: required}\nfolders: {'**': {rules: {impact/data: off}}}",
      "off",
      "folder",
    ],
  ])("%s", ([, organisation, repository, level, from]) => {
    const found = merge(organisation, repository).levelOf("impact/data");
    expect(found).toMatchObject({ value: level, layer: from });
  });
});

describe("what is refused", () => {
  const refused = (organisation: string, repository: string) =>
    merge(organisation, repository).refused.map(
      ({ key, layer: by, file, reason }) => `${key} by ${by}: ${reason} (${file})`,
    );

  test("is named with the layer, the file and the reason", () => {
    expect(
      refused(
        "rules: {impact/data: required}\nlocked: [paths, cause/*]",
        "paths: [x]\ntopics: {impact: off, cause: off}",
      ),
    ).toEqual([
      `paths by repository: the organisation locked it (${REPO})`,
      `impact/data by repository: the organisation requires it, so it can't be set to off (${REPO})`,
      `cause/trigger by repository: the organisation locked it, so it can't be set to off (${REPO})`,
    ]);
  });

  test.for<[string, string, string]>([
    ["the same value", "questions: {max: 3}\nlocked: [questions]", "questions: {max: 3}"],
    ["a stricter level", "locked: [impact/data]", "rules: {impact/data: required}"],
    ["another rule of the topic", "locked: [impact/data]", "rules: {impact/who: off}"],
  ])("does not count %s", ([, organisation, repository]) => expect(refused(organisation, repository)).toEqual([]));

  test("are locks of a repository, folders of an organisation, and words of a locked vocabulary", () => {
    expect(
      refused(
        "folders: {'**': {}}\nlocked: [vocabulary]",
        "locked: [impact/data]\nvocabulary: {words: {users: [guest]}}",
      ),
    ).toEqual([
      `folders by organisation: only a repository's own settings can set folders apart (${ORG})`,
      `vocabulary by repository: the organisation locked it (${REPO})`,
      `locked by repository: only an organisation's settings can lock (${REPO})`,
    ]);
  });
});

test("the words of all layers add up, unless they are locked", () => {
  const words = (organisation: string) =>
    merge(organisation, "vocabulary: {words: {users: [guest]}, sections: {impact: [fallout]}}").vocabulary;
  expect(words("vocabulary: {words: {users: [patron], tier: [gold]}}")).toEqual({
    sections: { impact: ["fallout"] },
    words: { users: ["patron", "guest"], tier: ["gold"] },
  });
  expect(words("vocabulary: {words: {users: [patron]}}\nlocked: [vocabulary]")).toEqual({
    words: { users: ["patron"] },
  });
});

test("a rule that is locked or required is not for layers below to change", () => {
  const { isProtected } = merge(
    "rules: {'impact/*': required}\ntopics: {cause: required}\nlocked: [actions/due]",
    "rules: {timeline/gap: required}",
  );
  expect(["impact/data", "cause/trigger", "actions/due", "timeline/gap"].map(isProtected)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
