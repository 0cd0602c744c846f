#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Most of a short run is loading: compiled code is kept beside the packages, where it may be deleted at any time.
enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "postmortem-coach"));
const { main } = await import("./cli/main.ts");
process.exitCode = await main(process.argv.slice(2));
