import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemas } from "./json-schemas.ts";

for (const [name, schema] of Object.entries(jsonSchemas())) {
  const file = join(import.meta.dirname, "..", "..", "docs", "schema", `${name}.json`);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
