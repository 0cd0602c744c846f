import { existsSync } from "node:fs";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser that is there, or null. */
export const CHROMIUM: string | null =
  [process.env["CHROMIUM"] ?? "", ...USUAL].find((path) => path !== "" && existsSync(path)) ?? null;
