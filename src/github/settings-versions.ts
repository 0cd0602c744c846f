import { TOPICS } from "../rules/schema.ts";
import { RULES_FOLDER, SETTINGS_FILE } from "../settings/read-layer.ts";

/** What a folder with rules can hold, under names that GraphQL takes. */
const PARTS = [...TOPICS.map((topic) => [topic, `${topic}/`] as const), ["vocabulary", "vocabulary.yml"] as const];

/** The fields of a repository in GraphQL that say which settings and rules its default branch has. */
export const VERSION_FIELDS = `
  settings: object(expression: "HEAD:${SETTINGS_FILE}") { oid }
  rules: object(expression: "HEAD:${RULES_FOLDER}") { oid }
  ${PARTS.map(([name, path]) => `${name}: object(expression: "HEAD:${RULES_FOLDER}/${path}") { oid }`).join("\n  ")}
  head: object(expression: "HEAD") { oid }`;

type ObjectId = { readonly oid: string } | null;

/** What GraphQL answers to these fields. */
export type VersionNode = Readonly<Record<"settings" | "rules" | "head" | (typeof PARTS)[number][0], ObjectId>>;

/** Which version of its settings and rules a default branch has: the same version, the same settings. Null where it has none. */
export function versionOf(node: VersionNode | null): string | null {
  if (node === null) return null;
  const parts = [node.settings?.oid ?? "", rulesTreeOf(node) ?? ""];
  return parts.every((part) => part === "") ? null : parts.join(" ");
}

/**
 * What REST lists the folder with rules by; null where there is none.
 *
 * A server whose GraphQL shows no folders still shows what lies in them: there the commit stands for the folder's version.
 */
export function rulesTreeOf(node: VersionNode): string | null {
  if (node.rules !== null) return node.rules.oid;
  return PARTS.some(([name]) => node[name] !== null) ? `${node.head!.oid}:${RULES_FOLDER}` : null;
}
