import { defineConfig } from "vitest/config";

const isHere = process.env["GITHUB_STAND_IN"] !== undefined;
if (!isHere)
  console.log("GITHUB_STAND_IN is not set to the folder of a stand-in for GitHub: the suite over it is skipped.");

export default defineConfig({
  test: {
    include: isHere ? ["test/stand-in/**/*.test.ts"] : [],
    passWithNoTests: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    // A whole process on a busy machine may be too slow for once; a defect is there the second time, too.
    retry: 1,
  },
});
