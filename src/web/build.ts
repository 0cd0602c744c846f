import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compileRules } from "../rules/compile.ts";
import { findRuleFiles } from "../rules/files.ts";
import { RuleFilesError, SHIPPED_RULES } from "../rules/load.ts";
import { type RuleSources, validateRules } from "../rules/validate.ts";
import { bundle } from "./bundle.ts";
import { compress } from "./compress.ts";
import { practisePage } from "./pages/practise-page.ts";
import { registeredPage } from "./pages/registered-page.ts";
import { rulePage } from "./pages/rule-page.ts";
import { rulesPage } from "./pages/rules-page.ts";
import { setUpPage } from "./pages/setup-page.ts";
import { writePage } from "./pages/shell.ts";
import { tryPage } from "./pages/try-page.ts";
import { SITE } from "./site.ts";

// Builds the site: scripts and styles by the bundler, pages from the rule files, and all of it compressed, for the service and for any static host.
const sources = checkedRules();
const ruleSet = compileRules(sources.vocabulary, sources.rules);
const assets = await bundle(sources, SITE);
const icon = "icon.svg";
copyFileSync(join(import.meta.dirname, icon), join(SITE, icon));
const pages = [
  tryPage(ruleSet),
  practisePage(ruleSet),
  rulesPage(sources.rules),
  ...sources.rules.map((rule) => rulePage(rule, sources)),
  setUpPage(),
  registeredPage(),
];
for (const page of pages) {
  const file = join(SITE, page.path, "index.html");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, writePage(page, { ...assets, icon }));
}
const total = compress(SITE);
process.stderr.write(`${pages.length} pages, ${Math.ceil(total / 1024)} KB compressed, in ${SITE}\n`);

function checkedRules(): RuleSources {
  const checked = validateRules(findRuleFiles(SHIPPED_RULES));
  if ("problems" in checked) throw new RuleFilesError(checked.problems);
  return checked.sources;
}
