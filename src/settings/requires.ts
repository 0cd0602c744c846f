import type { Layer } from "./layers.ts";

/** Whether any layer requires an answer to any rule. */
export function requiresAny(layers: readonly Layer[]): boolean {
  return layers.some(({ settings }) =>
    [settings, ...Object.values(settings.folders ?? {})].some(({ rules = {}, topics = {} }) =>
      [...Object.values(rules), ...Object.values(topics)].includes("required"),
    ),
  );
}
