import { globSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { UsageError } from "./usage-error.ts";

/** A document's text, or why it can't be had. */
export type Document =
  | { readonly path: string; readonly markdown: string }
  | { readonly path: string; readonly problem: string };

/** Files that hold postmortems. */
const MARKDOWN = /\.(?:md|mdx|markdown)$/iu;
/** Files beside them that hold none. */
const NO_POSTMORTEM = /^(?:readme|template|contributing|index|_)|template\.\w+$/iu;

/**
 * Finds the documents that somebody names on the command line.
 *
 * @param names files, folders (all Markdown in them but READMEs and templates), globs, and - for standard input
 * @returns the paths in order, none twice
 * @throws UsageError where a name fits nothing
 */
export function findDocuments(names: readonly string[]): string[] {
  const paths = names.flatMap((name) => {
    if (name === "-") return [name];
    const stats = statSync(name, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) return markdownIn(name);
    if (stats !== undefined || !/[*?[{]/u.test(name)) return [name];
    const found = globSync(name).filter((path) => MARKDOWN.test(path));
    if (found.length === 0) throw new UsageError(`no Markdown file fits “${name}”`);
    return found.toSorted();
  });
  return [...new Set(paths)];
}

function markdownIn(folder: string): string[] {
  const found = globSync("**/*", { cwd: folder, exclude: (name) => name === "node_modules" || name === ".git" })
    .filter((path) => MARKDOWN.test(path) && !NO_POSTMORTEM.test(path.split(sep).at(-1)!))
    .toSorted()
    .map((path) => join(folder, path));
  if (found.length === 0) throw new UsageError(`there is no Markdown file in ${folder}`);
  return found;
}

/** Reads a file; one that can't be read, is binary or is not UTF-8 is named with its problem. */
export function readDocument(path: string): Document {
  try {
    return decode(path, readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      path,
      problem:
        code === "ENOENT"
          ? "there is no such file"
          : code === "EISDIR"
            ? "this is a folder"
            : `it can't be read (${code ?? String(error)})`,
    };
  }
}

/** Reads standard input to its end. */
export async function readStandardInput(): Promise<Document> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return decode("-", Buffer.concat(chunks));
}

function decode(path: string, bytes: Uint8Array): Document {
  if (bytes.includes(0)) return { path, problem: "it is binary (it holds NUL bytes)" };
  try {
    return { path, markdown: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { path, problem: "it is not UTF-8" };
  }
}
