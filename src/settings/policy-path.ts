import { RULES_FOLDER, SETTINGS_FILE } from "./read-layer.ts";

/** Whether a file of a repository says what is asked there: its settings, or a rule. */
export const isPolicyPath = (path: string): boolean =>
  path === SETTINGS_FILE || (path.startsWith(`${RULES_FOLDER}/`) && /\.ya?ml$/u.test(path));
