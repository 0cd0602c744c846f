import type { Settings } from "./schema.ts";

/** Where settings come from, from far to near. */
const LAYERS = ["built in", "organisation", "repository", "folder"] as const;
export type LayerName = (typeof LAYERS)[number];

/** One layer of settings. */
export interface Layer {
  readonly name: LayerName;
  /** As a reader would look for it: `acme/.github: .github/postmortem-coach.yml`; null for what is built in. */
  readonly file: string | null;
  readonly settings: Settings;
}

/** What holds where nobody says otherwise. */
export const BUILT_IN: Layer = {
  name: "built in",
  file: null,
  settings: {
    paths: ["postmortems/**", "**/postmortems/**"],
    ignore: ["**/README*", "**/readme*", "**/*template*", "**/*TEMPLATE*", "**/*Template*"],
    drafts: false,
    questions: { max: 5, rounds: 3 },
    check: { name: "Postmortem Coach" },
  },
};
