import { inert } from "../review/inert.ts";
import type { Say } from "../review/words.ts";
import { formatProblem, type Problem } from "../rules/problem.ts";
import type { EffectiveSettings } from "../settings/merge.ts";
import type { FoundSettings } from "./read-settings.ts";

/**
 * Says in a check run what is amiss with the settings in force: mistakes, doubts, what was refused, and what the app can't see.
 *
 * @param all what is in force for the repository and for each of its documents
 * @returns sentences, safe to show
 */
export function writeSettingsNotes(
  { problems, doubts, isUnlocked, isOrganisationHidden, isOrganisationUnseen }: FoundSettings,
  owner: string,
  all: readonly EffectiveSettings[],
  say: Say,
): string[] {
  const organisation = `${owner}/.github`;
  // Of settings that not everybody may see who reads this, only the place is named.
  const format = (problem: Problem) =>
    inert(
      isOrganisationHidden && problem.file.startsWith(`${organisation}: `)
        ? `${problem.file}:${problem.line}`
        : formatProblem(problem),
    );
  const refused = all.flatMap((settings) =>
    settings.refused.map(({ key, file, reason }) => inert(`${key}: ${file ?? ""}: ${reason}`)),
  );
  return [
    ...(isUnlocked ? [say("settings.unlocked", { organisation: inert(organisation) })] : []),
    ...(isOrganisationUnseen ? [say("settings.unseen", { organisation: inert(organisation) })] : []),
    ...problems.map((problem) => `${format(problem)} ${say("settings.left")}`),
    ...doubts.map(format),
    ...new Set(refused),
  ];
}
