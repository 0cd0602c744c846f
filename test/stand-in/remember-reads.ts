import type { Repository } from "./stand-in.ts";

const WRITES = new Set(["fast-import", "update-ref", "fetch", "init", "clone"]);

/**
 * Lets a repository remember what git answered: a process for each question is what takes long. What was asked of commits and blobs stays true;
 * what was asked of branches is true until something is written.
 */
export function rememberReads({ git }: Repository): void {
  const run = git.run.bind(git);
  const known = new Map<string, unknown>();
  git.run = (args, options = {}) => {
    const key = JSON.stringify([args, { ...options, input: undefined }]);
    if (WRITES.has(args[0]!) || options.input !== undefined) {
      for (const [asked, answer] of known) if (answer === null || asked.includes("refs/")) known.delete(asked);
      return run(args, options);
    }
    if (!known.has(key)) known.set(key, run(args, options));
    return known.get(key);
  };
}
