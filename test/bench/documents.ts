import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A postmortem to measure with. */
export interface BenchDocument {
  readonly path: string;
  readonly markdown: string;
}

const FIXTURES = join(import.meta.dirname, "..", "fixtures");

/** The Markdown files of the folder that the environment variable POSTMORTEMS names, else the fixtures, the shortest first. */
export function readDocuments(): readonly BenchDocument[] {
  const folder = process.env["POSTMORTEMS"] ?? FIXTURES;
  const documents = globSync("**/*.md", { cwd: folder }).map((name) => {
    const path = join(folder, name);
    return { path, markdown: readFileSync(path, "utf8") };
  });
  if (documents.length === 0) throw new Error(`there is no Markdown file in ${folder} (see POSTMORTEMS)`);
  return documents.toSorted((a, b) => a.markdown.length - b.markdown.length || (a.path < b.path ? -1 : 1));
}
