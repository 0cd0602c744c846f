import { MAX_BYTES } from "../analysis/model.ts";
import type { PassedOver } from "../review/model.ts";
import type { Blob, ChangedFile } from "./model.ts";

/** A changed postmortem with its text. */
export interface ReadableFile extends ChangedFile {
  readonly text: string;
}

/** A file that is not read. */
interface PassedOverFile extends PassedOver {
  /** It holds text that a reader would see. */
  readonly isText: boolean;
}

/**
 * Parts the files that can be read from those that can't, each with the reason.
 *
 * @param blobs what stands at the head under each file's path
 */
export function chooseDocuments(
  files: readonly ChangedFile[],
  blobs: ReadonlyMap<string, Blob | null>,
): { readonly readable: readonly ReadableFile[]; readonly passedOver: readonly PassedOverFile[] } {
  const readable: ReadableFile[] = [];
  const passedOver: PassedOverFile[] = [];
  for (const file of files) {
    const blob = blobs.get(file.path) ?? null;
    const reason = reasonAgainst(file, blob);
    if (reason === null) readable.push({ ...file, text: blob!.text! });
    else passedOver.push({ path: file.path, reason, isText: typeof blob?.text === "string" && !isLink(blob.text) });
  }
  return { readable, passedOver };
}

function reasonAgainst({ patch }: ChangedFile, blob: Blob | null): string | null {
  if (blob === null) return isSubmodule(patch) ? "it is a submodule" : "it is not a file";
  if (blob.text === null) return "it is binary";
  if (blob.isTruncated || blob.bytes > MAX_BYTES)
    return `it is too long to review (${Math.ceil(blob.bytes / 1024)} KB; the limit is ${MAX_BYTES / 1024} KB)`;
  return isLink(blob.text) ? "it is a symbolic link" : null;
}

const isSubmodule = (patch: string | null) => /^[+-]Subproject commit [0-9a-f]{40}/mu.test(patch ?? "");

/** A symbolic link's text is the path to which it leads, without a line's end. GitHub's list of files doesn't tell it from a file. */
const isLink = (text: string) =>
  /^[^\s<>]{1,1000}\.(?:md|mdx|markdown)$/iu.test(text) || /^(?:\.{0,2}\/)[^\s<>]{1,1000}$/u.test(text);
