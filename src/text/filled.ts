/** An array of so many equal values. */
export function filled<Value>(length: number, value: Value): Value[] {
  // `Array.from` takes ten times as long, which tells where each document needs arrays as long as the vocabulary.
  // eslint-disable-next-line unicorn/no-new-array
  return new Array<Value>(length).fill(value);
}
