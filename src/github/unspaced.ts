/** For the throttling plugin, which would space requests that GitHub lets us make at once: whoever writes spaces what it writes (see `Slots`). */
export const unspaced = { key: () => ({ schedule: (_options: unknown, start: () => Promise<void>) => start() }) };
