/** Builds the site that the suites look at. */
export default async function build(): Promise<void> {
  await import("../../src/web/build.ts");
}
