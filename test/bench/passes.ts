/** Something to be measured: reads one document, given with its number. */
export type Contender = (markdown: string, index: number) => unknown;

const WARM_UP = 0.3;

/**
 * Lets contenders read all documents in turns, so that whatever else the machine does hits all of them alike.
 *
 * @param passes how often each reads all documents; the first third only warms up
 * @returns for each contender, the median of its passes in milliseconds
 */
export async function measure(
  contenders: Readonly<Record<string, Contender>>,
  documents: readonly { readonly markdown: string }[],
  passes: number,
): Promise<Record<string, number>> {
  const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
  for (let pass = 0; pass < passes; pass += 1) {
    for (const [name, read] of Object.entries(contenders)) {
      const start = performance.now();
      for (const [index, { markdown }] of documents.entries()) {
        const result = read(markdown, index);
        if (result instanceof Promise) await result;
      }
      times.get(name)!.push(performance.now() - start);
    }
  }
  return Object.fromEntries(
    [...times].map(([name, taken]) => [name, median(taken.slice(Math.floor(passes * WARM_UP)))] as const),
  );
}

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
