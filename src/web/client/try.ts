import starts from "virtual:starts";
import { FAILURES } from "../../analysis/model.ts";
import type { Role } from "../../rules/names.ts";
import { reviewedView } from "../view/reviewed.ts";
import { summarise } from "../view/summarise.ts";
import type { Answer, Draft } from "./answer.ts";
import { packDraft, type SharedDraft, unpackDraft } from "./draft-link.ts";
import { openEditor } from "./editor.ts";
import { Engine } from "./engine.ts";
import { readFile } from "./read-file.ts";
import { show } from "./show.ts";

/** Where the draft waits while its author looks at a rule; it ends with the tab. */
const KEPT = "draft";

const part = (id: string) => document.getElementById(id)!;
const frame = part("editor");
const pane = part("review");
const status = part("status");
const message = part("message");
const link = part("link") as HTMLInputElement;
const start = part("start") as HTMLSelectElement;
const role = part("role") as HTMLSelectElement;
const all = part("all") as HTMLInputElement;
const file = part("file") as HTMLInputElement;

let answer: Answer | null = null;
let latest: Draft | null = null;
const engine = new Engine(
  (next, draft) => {
    answer = next;
    paint();
    pane.ariaBusy = String(draft !== latest);
  },
  () => tell("A part of this page could not be loaded. Loading it again may help."),
);
const editor = openEditor(frame, sessionStorage.getItem(KEPT) ?? starts[0]!.text, () => {
  sessionStorage.setItem(KEPT, editor.text());
  read();
});
await openLink();
read();

addEventListener("hashchange", () => void openLink());
start.addEventListener("change", () => {
  const chosen = starts.find(({ name }) => name === start.value);
  if (chosen !== undefined) editor.setText(chosen.text);
  start.value = "";
});
role.addEventListener("change", read);
all.addEventListener("change", paint);
file.addEventListener("change", () => void take(file.files));
part("open").addEventListener("click", () => file.click());
part("share").addEventListener("click", () => void share());
// Before the editor sees it, which would set the file's text into the midst of the draft.
frame.addEventListener("dragover", (event) => event.preventDefault(), { capture: true });
frame.addEventListener("drop", drop, { capture: true });
pane.addEventListener("click", ({ target }) => {
  const line = target instanceof Element ? target.closest<HTMLElement>("[data-line]")?.dataset["line"] : undefined;
  if (line !== undefined) editor.goTo(Number(line));
});

function read(): void {
  latest = { text: editor.text(), role: roleOf(role.value) };
  pane.ariaBusy = "true";
  engine.read(latest);
}

function paint(): void {
  if (answer === null) return;
  if ("failure" in answer) {
    status.textContent = `There is no review: ${FAILURES[answer.failure]}.`;
    pane.replaceChildren();
    editor.mark([]);
    return;
  }
  const { review, tree } = answer;
  const showsAll = all.checked;
  show(pane, reviewedView(tree, review, { showsAll, root: "" }));
  editor.mark(review.questions.filter(({ isPosted }) => showsAll || isPosted).map(({ span }) => span.start));
  const words = summarise(review, showsAll);
  // What is said again is read out again.
  if (status.textContent !== words) status.textContent = words;
}

async function share(): Promise<void> {
  const fragment = await packDraft({ text: editor.text(), role: roleOf(role.value), showsAll: all.checked });
  link.value = `${location.href.replace(/#.*$/u, "")}#${fragment}`;
  link.hidden = false;
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
    tell("The link is copied. The draft itself is in it: whoever has the link can read it, and no server gets it.");
  } catch {
    tell("Here is the link. The draft itself is in it: whoever has the link can read it, and no server gets it.");
  }
}

/** Opens the draft of the link that led here, and takes it out of the address: what is written next is not in it. */
async function openLink(): Promise<void> {
  const shared = await unpackDraft(location.hash);
  if (shared === null) return;
  history.replaceState(null, "", location.pathname + location.search);
  if ("problem" in shared) tell(shared.problem);
  else takeShared(shared);
}

function takeShared(shared: SharedDraft): void {
  role.value = shared.role ?? "";
  all.checked = shared.showsAll;
  editor.setText(shared.text);
  tell("This draft came with the link.");
}

function drop(event: DragEvent): void {
  const files = event.dataTransfer?.files;
  if (files === undefined || files.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  void take(files);
}

async function take(files: FileList | null): Promise<void> {
  const first = files?.[0];
  if (first === undefined) return;
  const result = await readFile(first);
  file.value = "";
  if ("problem" in result) {
    tell(result.problem);
    return;
  }
  editor.setText(result.text);
  tell(`${first.name} was read here, in this browser.`);
}

function tell(words: string): void {
  message.textContent = words;
}

function roleOf(value: string): Role | null {
  return value === "engineer" || value === "manager" ? value : null;
}
