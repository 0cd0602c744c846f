import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Contender } from "./passes.ts";

// What the bench uses of packages that are installed beside it, and unknown to the compiler.
interface Markdownlint {
  readonly lint: (options: { readonly strings: Readonly<Record<string, string>> }) => unknown;
}
interface Processor {
  readonly use: (plugin: unknown) => Processor;
  readonly freeze: () => Processor;
  readonly parse: (file: unknown) => unknown;
  readonly run: (tree: unknown, file: unknown) => Promise<unknown>;
}
interface Unified {
  readonly unified: () => Processor;
}
interface Vfile {
  readonly VFile: new (options: { readonly value: string; readonly path: string }) => unknown;
}
interface Textlint {
  readonly TextlintKernel: new () => { readonly lintText: (text: string, options: unknown) => Promise<unknown> };
}
interface Alex {
  readonly markdown: (text: string) => unknown;
}
interface Plugin {
  readonly default: unknown;
}
const load = async <Module>(name: string) => (await import(name)) as Module;

/** Whether the linters are installed: `npm ci --prefix test/bench`. */
export const hasRivals = (): boolean => existsSync(join(import.meta.dirname, "node_modules"));

/** The linters that people put on Markdown, each set up as its own documentation recommends. */
export async function loadRivals(): Promise<Record<string, Contender>> {
  return {
    markdownlint: await markdownlint(),
    "remark-lint": await remarkLint(),
    textlint: await textlint(),
    alex: await alex(),
  };
}

async function markdownlint(): Promise<Contender> {
  const { lint } = await load<Markdownlint>("markdownlint/sync");
  return (markdown) => lint({ strings: { markdown } });
}

async function remarkLint(): Promise<Contender> {
  const [{ unified }, { VFile }, ...plugins] = await Promise.all([
    load<Unified>("unified"),
    load<Vfile>("vfile"),
    load<Plugin>("remark-parse"),
    load<Plugin>("remark-gfm"),
    load<Plugin>("remark-frontmatter"),
    load<Plugin>("remark-preset-lint-recommended"),
  ]);
  const processor = plugins.reduce((built, plugin) => built.use(plugin.default), unified()).freeze();
  return async (markdown) => {
    const file = new VFile({ value: markdown, path: "a.md" });
    await processor.run(processor.parse(file), file);
  };
}

async function textlint(): Promise<Contender> {
  const { TextlintKernel } = await load<Textlint>("@textlint/kernel");
  const rules = await Promise.all(
    ["write-good", "no-todo", "common-misspellings"].map(async (ruleId) => ({
      ruleId,
      rule: insideOf(await load<Plugin>(`textlint-rule-${ruleId}`)),
    })),
  );
  const plugin = insideOf(await load<Plugin>("@textlint/textlint-plugin-markdown"));
  const kernel = new TextlintKernel();
  const options = { filePath: "a.md", ext: ".md", plugins: [{ pluginId: "markdown", plugin }], rules };
  return (markdown) => kernel.lintText(markdown, options);
}

async function alex(): Promise<Contender> {
  const { markdown: check } = await load<Alex>("alex");
  return (markdown) => check(markdown);
}

/** CommonJS that was made of a module holds its default export in the default export. */
function insideOf({ default: outer }: Plugin): unknown {
  return (outer as Partial<Plugin>).default ?? outer;
}
