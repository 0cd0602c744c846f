import type { EffectiveSettings } from "./merge.ts";

/** A setting in force, as it is told to people. */
export interface DescribedSetting {
  /** `questions.max`, or a rule's id. */
  readonly key: string;
  /** Null where whoever reads this may not see what the layer says. */
  readonly value: string | null;
  /** Which layer says so, and in which file: `organisation (acme/.github: .github/postmortem-coach.yml)`. */
  readonly origin: string;
}

/**
 * Lists what is in force, and which layer says so; of rules, those that are not simply asked.
 *
 * @param rules the ids of all rules
 * @param isOrganisationHidden whether fewer people may see the organisation's settings than what is written here
 */
export function describeSettings(
  settings: EffectiveSettings,
  rules: readonly string[],
  isOrganisationHidden: boolean,
): DescribedSetting[] {
  const describe = (key: string, { value, layer, file }: { value: unknown; layer: string; file: string | null }) => ({
    key,
    value:
      isOrganisationHidden && layer === "organisation"
        ? null
        : typeof value === "string"
          ? value
          : JSON.stringify(value),
    origin: file === null ? layer : `${layer} (${file})`,
  });
  return [
    ...[...settings.values].map(([key, sourced]) => describe(key, sourced)),
    ...rules.flatMap((rule) => {
      const level = settings.levelOf(rule);
      return level.value === "ask" ? [] : [describe(rule, level)];
    }),
  ];
}
