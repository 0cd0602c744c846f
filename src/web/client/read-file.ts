import { MAX_BYTES } from "../../analysis/model.ts";

/**
 * Reads a file that somebody chose or dropped.
 *
 * @returns its text, or a sentence on why it has none
 */
export async function readFile(file: File): Promise<{ readonly text: string } | { readonly problem: string }> {
  if (file.size > MAX_BYTES)
    return { problem: `${file.name} is too long to review (the limit is ${MAX_BYTES / 1024} KB).` };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    if (text.includes("\0")) throw new TypeError("this is no text");
    return { text };
  } catch {
    return { problem: `${file.name} is no plain text. A Markdown file (.md) or a text file can be read here.` };
  }
}
