import { defineConfig } from "vitest/config";

// The suites with a process of their own and those that measure have their own commands.
export default defineConfig({ test: { exclude: ["node_modules/**", "dist/**", "test/stand-in/**", "test/bench/**"] } });
