import { join } from "node:path";

/** Where the built site lies, whether this runs from the sources or from their build. */
export const SITE = join(import.meta.dirname, "..", "..", "dist", "site");
