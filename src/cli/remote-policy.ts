import type { RepositoryRef } from "../github/model.ts";
import { SettingsReader } from "../github/read-settings.ts";
import { loadSources } from "../rules/load.ts";
import { type Policy, readPolicy } from "../settings/policy.ts";
import { createClient } from "./client.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads the settings and rules of a repository on GitHub.
 *
 * @throws UsageError where there is no token, or GitHub does not show the repository
 */
export async function readRemotePolicy(ref: RepositoryRef): Promise<Policy> {
  const shipped = await loadSources();
  const reader = new SettingsReader((layers) => Promise.resolve(readPolicy(layers, shipped)));
  try {
    return await reader.readNow(createClient(), ref);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${ref.owner}/${ref.repo} can't be read: ${(error as Error).message.split("\n", 1)[0]!}`);
  }
}
