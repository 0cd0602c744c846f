import { tokenize } from "../text/tokenize.ts";

const HASHES = 32;
const SHINGLE = 3;

/**
 * What a text reads like, in few characters: texts that share most of their runs of three words have sketches that agree in most places (MinHash).
 *
 * @returns 32 figures, each of up to seven characters
 */
export function sketchOf(text: string): string {
  const words = tokenize(text).map((token) => token.text);
  const least = Array.from({ length: HASHES }, () => 0xffffffff);
  for (let at = 0; at + SHINGLE <= words.length; at += 1) {
    const base = hash(words.slice(at, at + SHINGLE).join(" "));
    for (let index = 0; index < HASHES; index += 1) {
      const value = mix(base, index);
      if (value < least[index]!) least[index] = value;
    }
  }
  return least.map((value) => value.toString(36)).join(".");
}

/** How much of two texts is alike, from 0 to 1, by their sketches. */
export function similarity(a: string, b: string): number {
  const [left, right] = [a.split("."), b.split(".")];
  if (left.length !== right.length) return 0;
  return left.filter((value, index) => value === right[index]).length / left.length;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}

/** The finalizer of MurmurHash3, seeded: one hash gives many. */
function mix(base: number, seed: number): number {
  let value = (base ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0;
  return (value ^ (value >>> 16)) >>> 0;
}
