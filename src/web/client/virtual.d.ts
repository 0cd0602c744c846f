/** The rules, checked and without their examples. */
declare module "virtual:rule-sources" {
  const sources: {
    readonly vocabulary: import("../../postmortem/vocabulary.ts").VocabularySource;
    readonly rules: readonly import("../../rules/model.ts").Rule[];
  };
  export default sources;
}

/** Texts to start from; the first is the one that the page shows. */
declare module "virtual:starts" {
  const starts: readonly { readonly name: string; readonly text: string }[];
  export default starts;
}
