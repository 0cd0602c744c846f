import { MAX_BYTES } from "../../analysis/model.ts";
import type { Role } from "../../rules/names.ts";

/** What a link carries in its fragment, which browsers send to nobody. */
export interface SharedDraft {
  readonly text: string;
  readonly role: Role | null;
  readonly showsAll: boolean;
}

/** Packs a draft into a link's fragment: `draft=` the text, deflated, in base64url. */
export async function packDraft({ text, role, showsAll }: SharedDraft): Promise<string> {
  const bytes = await read(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw")), Infinity);
  const base64 = btoa(Array.from(bytes!, (byte) => String.fromCharCode(byte)).join(""));
  const fields = new URLSearchParams({ draft: base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") });
  if (role !== null) fields.set("role", role);
  if (showsAll) fields.set("all", "1");
  return fields.toString();
}

/**
 * Unpacks the draft in a link's fragment.
 *
 * @param fragment with or without its #
 * @returns null where it holds no draft; a message where it holds one that can't be read
 */
export async function unpackDraft(fragment: string): Promise<SharedDraft | { readonly problem: string } | null> {
  const fields = new URLSearchParams(fragment.replace(/^#/u, ""));
  const packed = fields.get("draft");
  if (packed === null) return null;
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const text = await read(stream, MAX_BYTES);
    if (text === null) return { problem: "The draft in this link is larger than a postmortem." };
    const role = fields.get("role");
    return {
      text: new TextDecoder("utf-8", { fatal: true }).decode(text),
      role: role === "engineer" || role === "manager" ? role : null,
      showsAll: fields.get("all") === "1",
    };
  } catch {
    return { problem: "The draft in this link can't be read; the link may have been cut on its way." };
  }
}

/** A few bytes can be made to swell without end, so reading stops at a limit; then it is null. */
async function read(stream: ReadableStream<Uint8Array<ArrayBuffer>>, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}
