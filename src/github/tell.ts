import { inert } from "../review/inert.ts";
import type { Told } from "../review/obey.ts";
import type { FirstWords } from "../review/opening.ts";
import { templateLink, type TemplatePlace, writeTemplate } from "../review/template-message.ts";
import type { Say } from "../review/words.ts";
import type { LayerName } from "../settings/layers.ts";
import { type EffectiveSettings, valueOf } from "../settings/merge.ts";
import { listProvenance } from "../settings/provenance.ts";
import type { PullRequest, RepositoryRef } from "./model.ts";
import type { FoundSettings } from "./read-settings.ts";

/** What commands ask to be told of a repository: its template, and the settings in force. */
export function tellOf(
  ref: RepositoryRef,
  pull: PullRequest,
  found: FoundSettings,
  settings: EffectiveSettings,
  say: Say,
): Pick<Told, "template" | "settings"> {
  return {
    template: () => writeTemplate(templatePlaceOf(ref, pull, settings, folderIn(settings)), say),
    settings: () => {
      const isHidden = (layer: LayerName) => found.isOrganisationHidden && layer === "organisation";
      const lines = listProvenance(found, null, isHidden).map(({ key, value, layer, file }) => {
        const shown = typeof value === "string" ? value : JSON.stringify(value);
        const origin = file === null ? layer : `${layer} (${file})`;
        return `- \`${key.replaceAll(/[`\s]/gu, " ")}\`: ${value === null ? say("settings.hidden") : inert(shown)} – ${inert(origin)}`;
      });
      const refused = settings.refused.map(
        ({ key, file, reason }) => `- \`${key}\`: ${inert(reason)}${file === null ? "" : ` – ${inert(file)}`}`,
      );
      return [
        say("settings.list"),
        lines.join("\n"),
        ...(refused.length === 0 ? [] : [say("settings.refused"), refused.join("\n")]),
      ].join("\n\n");
    },
  };
}

/**
 * What is said besides in a first review: to somebody new, that everyone gets questions; in a repository without postmortems and a template, where one is.
 *
 * @param path a changed postmortem
 */
export function firstWordsOf(
  ref: RepositoryRef,
  pull: PullRequest,
  settings: EffectiveSettings,
  path: string,
): FirstWords {
  const others = (pull.neighbours ?? []).filter(
    (name) => /\.(?:md|mdx|markdown)$/iu.test(name) && !/readme|template/iu.test(name),
  );
  const place = templatePlaceOf(ref, pull, settings, path.split("/").slice(0, -1).join("/"));
  return {
    isFirst: pull.author !== null && (pull.isNewcomer || others.length === 0),
    template: others.length === 0 && place.own === null ? templateLink(place) : null,
  };
}

/**
 * Where a new postmortem would go, and which template there is for it.
 *
 * @param folder the folder for postmortems, as a path
 */
function templatePlaceOf(
  { owner }: RepositoryRef,
  { repositoryUrl, defaultBranch, template }: PullRequest,
  settings: EffectiveSettings,
  folder: string,
): TemplatePlace {
  const set = settings.values.get("template");
  const root =
    set?.layer === "organisation" ? repositoryUrl.replace(/[^/]+\/[^/]+$/u, `${owner}/.github`) : repositoryUrl;
  const path = (set?.value as string | undefined) ?? template;
  return {
    url: repositoryUrl,
    branch: defaultBranch,
    folder,
    own: path === null ? null : `${root}/blob/HEAD/${path.replace(/^\/+/u, "")}`,
  };
}

/** The folder that the settings name first for postmortems: of `postmortems/**` it is `postmortems`. */
function folderIn(settings: EffectiveSettings): string {
  const [first = ""] = valueOf<readonly string[]>(settings, "paths");
  const parts = first.split("/");
  const wild = parts.findIndex((part) => /[*?[\]{}()!]/u.test(part));
  return parts.slice(0, wild < 0 ? -1 : wild).join("/");
}
