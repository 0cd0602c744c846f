import { filled } from "./filled.ts";

/** A set of sentences by their numbers, 32 to each integer. */
export type Bits = number[];

export const noBits = (length: number): Bits => filled(Math.ceil(length / 32), 0);

export function addBit(bits: Bits, index: number): void {
  bits[index >>> 5]! |= 1 << (index & 31);
}

export const isEmpty = (bits: Readonly<Bits>): boolean => {
  for (const part of bits) if (part !== 0) return false;
  return true;
};

/** The numbers in the set, in order. */
export function indexesOf(bits: Readonly<Bits>): number[] {
  const indexes: number[] = [];
  for (const [index, part] of bits.entries())
    for (let left = part; left !== 0; left &= left - 1) indexes.push(index * 32 + 31 - Math.clz32(left & -left));
  return indexes;
}
