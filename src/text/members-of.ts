/** A named set of words as people write it: a list, or one text with commas between its members, which is shorter to read. */
export type WordSet = string | readonly string[];

/** A set's members, each a phrase without gaps. */
export function membersOf(set: WordSet): readonly string[] {
  return typeof set === "string" ? set.split(/,\s*/u).filter((member) => member !== "") : set;
}
