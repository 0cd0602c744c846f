import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, defaultClientConditions, type Manifest, type Plugin } from "vite";
import type { RuleSources } from "../rules/validate.ts";
import type { Assets } from "./pages/shell.ts";
import { readStarts } from "./pages/starts.ts";

const SCRIPTS = ["start", "practise"] as const;
const MANIFEST = "manifest.json";

/**
 * Bundles what runs in the browser: the very engine of the service, with the rules as data.
 *
 * @param folder where the files go; it is emptied first
 * @returns their names in the folder
 */
export async function bundle(sources: RuleSources, folder: string): Promise<Omit<Assets, "icon">> {
  const data = dataPlugin(sources);
  await build({
    configFile: false,
    logLevel: "warn",
    root: import.meta.dirname,
    base: "./",
    plugins: [data],
    // The Markdown parser runs in a worker, which has no document to decode entities with.
    resolve: { conditions: ["worker", ...defaultClientConditions] },
    worker: { format: "es", plugins: () => [data] },
    build: {
      outDir: folder,
      emptyOutDir: true,
      manifest: MANIFEST,
      // It would ask the network, which the page's policy forbids.
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: {
          ...Object.fromEntries(SCRIPTS.map((name) => [name, join(import.meta.dirname, "client", `${name}.ts`)])),
          style: join(import.meta.dirname, "style.css"),
        },
      },
    },
  });
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Manifest;
  return {
    style: manifest["style.css"]!.file,
    scripts: Object.fromEntries(SCRIPTS.map((name) => [name, filesOf(manifest, `client/${name}.ts`)])),
  };
}

/** A script and all that it imports at once. */
function filesOf(manifest: Manifest, name: string): string[] {
  const { file, imports = [] } = manifest[name]!;
  return [file, ...imports.flatMap((imported) => filesOf(manifest, imported))];
}

/** The rules without their examples, and the texts to start from, as modules. */
function dataPlugin({ vocabulary, rules }: RuleSources): Plugin {
  const modules: Readonly<Record<string, unknown>> = {
    "virtual:rule-sources": {
      vocabulary,
      rules: rules.map((rule) => ({ ...rule, examples: { asked: [], silent: [] } })),
    },
    "virtual:starts": readStarts(),
  };
  return {
    name: "postmortem-coach-data",
    resolveId: (id) => (Object.hasOwn(modules, id) ? `\0${id}` : null),
    load: (id) => {
      const value = modules[id.slice(1)];
      if (!id.startsWith("\0virtual:") || value === undefined) return null;
      // Browsers read JSON faster than scripts.
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});`, moduleType: "js" };
    },
  };
}
