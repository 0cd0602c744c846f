import { checkQuestion } from "../../rules/tone.ts";

const part = (id: string) => document.getElementById(id)!;
const mine = part("mine") as HTMLTextAreaElement;
const compared = part("compared");
const boxes = [...compared.querySelectorAll<HTMLInputElement>("input[name=asked]")];

part("practice").addEventListener("submit", (event) => {
  event.preventDefault();
  part("tone").replaceChildren(...linesOf(mine.value).map(toneOf));
  if (mine.value.trim() === "") part("tone").append(item("No questions yet; the coach’s stand below all the same."));
  compared.hidden = false;
  compared.focus();
  tally();
});
for (const box of boxes) box.addEventListener("change", tally);

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A question of the reader's, held against the same tone that the coach's own are held to. */
function toneOf(line: string): HTMLElement {
  const notes = checkQuestion(line);
  const entry = item(line);
  const note = document.createElement("small");
  note.textContent = notes.length === 0 ? "✓ a question that is easy to hear" : notes.join("; ");
  entry.append(note);
  return entry;
}

function item(text: string): HTMLElement {
  const entry = document.createElement("li");
  entry.textContent = text;
  return entry;
}

function tally(): void {
  const asked = boxes.filter(({ checked }) => checked).length;
  part("tally").textContent = `${asked} of the coach’s ${boxes.length} questions were yours, too.`;
}
