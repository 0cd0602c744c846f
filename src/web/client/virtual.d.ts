/** The rules, checked and without their examples: their shape is `RuleSources`, which a declaration like this can't import. */
declare module "virtual:rule-sources" {
  const sources: unknown;
  export default sources;
}

/** Texts to start from; the first is the one that the page shows. */
declare module "virtual:starts" {
  const starts: readonly { readonly name: string; readonly text: string }[];
  export default starts;
}
