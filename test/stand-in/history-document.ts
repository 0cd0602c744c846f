import { type Answered, postmortem } from "./postmortem.ts";

export const ANSWERABLE: readonly Answered[] = [
  "impact/data",
  "impact/who",
  "impact/downstream",
  "impact/experience",
  "cause/other-changes",
  "lessons/luck",
];

/** A postmortem that a history changes. */
export class HistoryDocument {
  readonly name: string;
  path: string;
  isThere = true;
  readonly answered = new Set<Answered>();
  #lines = 0;
  #moves = 0;

  constructor(name: string) {
    this.name = name;
    this.path = `postmortems/${name}.md`;
  }

  rename(): void {
    this.#moves += 1;
    this.path = `postmortems/${this.name}-${this.#moves}.md`;
  }

  addLine(): void {
    this.#lines += 1;
  }

  /** No two documents are alike: most of each is its own background. */
  get text(): string {
    const background = Array.from(
      { length: 40 },
      (_, index) =>
        `The ${this.name}${index} store keeps ${this.name}${index * 7} tables of ${this.name}${index * 3} records.`,
    );
    const more = Array.from({ length: this.#lines }, (_, index) => `Store number ${index} is in the north.`);
    return postmortem([...this.answered]).replace(
      "## Impact",
      `## Background\n\n${[...more, ...background].join("\n")}\n\n## Impact`,
    );
  }
}
