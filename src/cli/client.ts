import type { Octokit } from "../github/model.ts";
import { createTokenClient } from "../github/token-client.ts";
import { UsageError } from "./usage-error.ts";

/**
 * A client with the token of the environment.
 *
 * @throws UsageError where there is none
 */
export function createClient(): Octokit {
  const token = process.env["GITHUB_TOKEN"] ?? process.env["GH_TOKEN"] ?? "";
  if (token === "")
    throw new UsageError(
      "GITHUB_TOKEN is not set: it holds a token that may read the repositories (contents and pull requests)",
    );
  return createTokenClient({
    token,
    apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
    onWait: (message) => process.stderr.write(`${message}\n`),
  });
}
