import { LRUCache } from "lru-cache";
import type { Role } from "../rules/schema.ts";
import type { EffectiveSettings } from "../settings/merge.ts";
import type { Octokit, RepositoryRef } from "./model.ts";

/** Who belongs to a team changes seldom, and is asked anew after five minutes. */
const members = new LRUCache<string, boolean>({ max: 5000, ttl: 5 * 60_000 });
/** More teams are not asked about for one pull request. */
const MAX_TEAMS = 10;

/**
 * Says whether an engineer or a manager wrote, as the setting `roles` has it: by login, else by team of the repository's own organisation. Teams are asked about
 * where the installation may read members, and only there.
 *
 * @param author null where nobody is known to have written
 * @returns null where the settings don't say
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function readRole(
  octokit: Octokit,
  { owner }: RepositoryRef,
  settings: EffectiveSettings,
  author: string | null,
): Promise<Role | null> {
  if (author === null) return null;
  // Logins are the same in capitals and in small letters.
  const roles = [...settings.values].flatMap(([key, { value }]) =>
    key.startsWith("roles.") ? [{ who: key.slice("roles.".length).toLowerCase(), role: value as Role }] : [],
  );
  const own = roles.findLast(({ who }) => who === author.toLowerCase());
  if (own !== undefined) return own.role;
  const teams = roles.filter(({ who }) => who.startsWith(`${owner.toLowerCase()}/`)).slice(0, MAX_TEAMS);
  if (teams.length === 0 || !(await mayReadMembers(octokit))) return null;
  for (const { who, role } of teams) {
    if (await isMember(octokit, who, author)) return role;
  }
  return null;
}

async function mayReadMembers(octokit: Octokit): Promise<boolean> {
  const token = (await octokit.auth({ type: "installation" })) as { readonly permissions?: Record<string, string> };
  return token.permissions?.["members"] !== undefined;
}

async function isMember(octokit: Octokit, team: string, username: string): Promise<boolean> {
  const key = `${team} ${username.toLowerCase()}`;
  const known = members.get(key);
  if (known !== undefined) return known;
  const [org, team_slug] = team.split("/") as [string, string];
  let is = false;
  try {
    const { data } = await octokit.rest.teams.getMembershipForUserInOrg({ org, team_slug, username });
    is = data.state === "active";
  } catch (error) {
    if ((error as { status?: number }).status !== 404) throw error;
  }
  members.set(key, is);
  return is;
}
