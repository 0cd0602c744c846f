// The least that reading a Markdown file can take: what the cold start is held against.
import { readFileSync } from "node:fs";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

fromMarkdown(readFileSync(process.argv[2], "utf8"), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
