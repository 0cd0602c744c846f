import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The suites with a process of their own and those that measure have their own commands.
    exclude: ["node_modules/**", "dist/**", "test/stand-in/**", "test/browser/**", "test/bench/**"],
    // Some tests start processes, which takes its time on a busy machine.
    testTimeout: 20_000,
    // By default one core is left over, which on two makes the wait twice as long.
    maxWorkers: "100%",
  },
});
