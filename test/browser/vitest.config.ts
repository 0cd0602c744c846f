import { defineConfig } from "vitest/config";
import { CHROMIUM } from "./chromium.ts";

if (CHROMIUM === null)
  console.log(
    "There is no Chromium here, so the page is not tried out: install Debian's package chromium, or set CHROMIUM to the program's path.",
  );

export default defineConfig({
  test: {
    include: CHROMIUM === null ? [] : ["test/browser/**/*.test.ts"],
    passWithNoTests: true,
    globalSetup: CHROMIUM === null ? [] : ["test/browser/build.ts"],
    fileParallelism: false,
    // A browser on a busy machine may be too slow for once; a defect is there the second time, too.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
