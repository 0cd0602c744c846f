import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { postmortem } from "../../stand-in/postmortem.ts";
import { type Pull, startFakeGitHub } from "../../stand-in/stand-in.ts";

/** GitHub in a process of its own, whose answers take as long as GitHub's. What is asked of it comes as messages, and is answered with one. */
export type Ask =
  /** Opens pull requests: how many in how many new organisations. */
  | { readonly kind: "open"; readonly organisations: number; readonly pulls: number }
  /** How many of the pull requests that were opened last have a check run. */
  | { readonly kind: "checked" };

const DELAY_MS = Number(process.argv[2] ?? 0);
const github = await startFakeGitHub();
const app = github.createApp({ slug: "postmortem-coach" });
const { port } = new URL(github.apiUrl);
const proxy = createServer((incoming, response) => {
  setTimeout(() => {
    const { method, url, headers } = incoming;
    const forwarded = request({ port, host: "127.0.0.1", method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    incoming.pipe(forwarded);
  }, DELAY_MS);
});
await new Promise<void>((resolve) => {
  proxy.listen(0, "127.0.0.1", resolve);
});
const env = { ...github.appEnv(app), GHE_HOST: `127.0.0.1:${(proxy.address() as AddressInfo).port}` };
let pulls: Pull[] = [];
let organisations = 0;

process.on("message", (ask: Ask) => {
  if (ask.kind === "checked") {
    process.send!(pulls.filter((pull) => pull.repo.checkRuns.length > 0).length);
    return;
  }
  pulls = [];
  const before = github.deliveries.length;
  for (let index = 0; index < ask.organisations; index += 1) {
    organisations += 1;
    const owner = `org-${organisations}`;
    github.createOrg(owner);
    github.installApp(app, owner);
    for (let number = 0; number < ask.pulls; number += 1) {
      const repository = github.createRepo(`${owner}/repo-${number}`, { files: { "README.md": "# Ours\n" } });
      pulls.push(github.openPullRequest(repository, { head: "change", files: { "postmortems/a.md": postmortem() } }));
    }
  }
  process.send!(
    github.deliveries
      .slice(before)
      .filter(({ event }) => event === "pull_request")
      .map(({ payload }) => payload),
  );
});
process.send!(env);
