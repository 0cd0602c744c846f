// The sample with its questions is on the screen already: editor and rules come after the first paint.
requestAnimationFrame(() => setTimeout(() => void import("./try.ts")));
