import type { KnownDocument } from "./model.ts";
import { similarity } from "./sketch.ts";

/** A document as it is now. */
export interface CurrentDocument {
  readonly path: string;
  readonly previousPath: string | null;
  readonly sketch: string;
}

/** From here on two texts are one document that was moved and edited. */
const SAME = 0.5;

/**
 * Tells which of the documents that were asked about before each document is, however it was moved and edited since.
 *
 * A document keeps the id under which it was first asked about. One that vanished is matched with the most similar new one: GitHub's list of files
 * never shows a rename between two pushes of a file that the pull request itself adds.
 *
 * @param known documents as our reviews remember them, oldest first
 * @param current documents as they are now
 * @returns for each current path, the document's id
 */
export function identify(
  known: readonly KnownDocument[],
  current: readonly CurrentDocument[],
): ReadonlyMap<string, string> {
  const latest = new Map(known.map((document) => [document.id, document]));
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const assign = (path: string, id: string) => {
    ids.set(path, id);
    taken.add(id);
  };
  for (const { path } of current) {
    const same = [...latest.values()].find((document) => document.path === path && !taken.has(document.id));
    if (same !== undefined) assign(path, same.id);
  }
  const vanished = [...latest.values()].filter(({ id }) => !taken.has(id));
  const pairs = current
    .filter(({ path }) => !ids.has(path))
    .flatMap((document) =>
      vanished.map((old) => ({
        document,
        old,
        alike: document.previousPath === old.path ? 1 : similarity(document.sketch, old.sketch),
      })),
    )
    .filter(({ alike }) => alike >= SAME)
    .toSorted((a, b) => b.alike - a.alike);
  for (const { document, old } of pairs) {
    if (!ids.has(document.path) && !taken.has(old.id)) assign(document.path, old.id);
  }
  for (const { path } of current) if (!ids.has(path)) assign(path, freeId(path, latest, taken));
  return ids;
}

/** A new document's id is its path, unless another document had that path first. */
function freeId(path: string, latest: ReadonlyMap<string, KnownDocument>, taken: ReadonlySet<string>): string {
  let id = path;
  for (let number = 2; latest.has(id) || taken.has(id); number += 1) id = `${path} (${number})`;
  return id;
}
