import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import {
  defineLanguageFacet,
  HighlightStyle,
  Language,
  languageDataProp,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";

export interface Editor {
  readonly text: () => string;
  /** Replaces all of the text; undo brings it back. */
  readonly setText: (text: string) => void;
  /** Moves the cursor to a line, from 1, and shows it. */
  readonly goTo: (line: number) => void;
  /** Marks lines, from 1, that have a question. */
  readonly mark: (lines: readonly number[]) => void;
}

/**
 * Opens a Markdown editor.
 *
 * It stands in a shadow root: there its styles need no exception from the page's policy.
 *
 * @param onChange is called when the text changes
 */
export function openEditor(parent: HTMLElement, text: string, onChange: () => void): Editor {
  const root = parent.attachShadow({ mode: "open" });
  const view = new EditorView({
    state: EditorState.create({ doc: text, extensions: extensionsOf(onChange) }),
    parent: root,
    root,
  });
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: next },
        selection: { anchor: 0 },
        annotations: isolateHistory.of("full"),
      });
      view.scrollDOM.scrollTop = 0;
    },
    goTo: (line) => {
      const { from, to } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    mark: (lines) => view.dispatch({ effects: setMarks.of(lines) }),
  };
}

const setMarks = StateEffect.define<readonly number[]>();
const asked = Decoration.line({ class: "cm-asked" });
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    const { doc } = transaction.state;
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const lines = [...new Set(effect.value)].filter((line) => line <= doc.lines).sort((a, b) => a - b);
      return Decoration.set(lines.map((line) => asked.range(doc.line(line).from)));
    }
    return value.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const data = defineLanguageFacet();
const markdown = new Language(
  data,
  parser.configure([GFM, { props: [languageDataProp.add((type) => (type.isTop ? data : undefined))] }]),
  [],
  "markdown",
);
const highlights = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "600", color: "var(--accent)" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.link, tags.url], color: "var(--accent)" },
  { tag: [tags.monospace, tags.processingInstruction, tags.contentSeparator], color: "var(--muted)" },
]);
const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", color: "var(--text)", backgroundColor: "var(--surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65", overflow: "auto" },
  ".cm-content": { padding: "12px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 16px 0 8px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 8px 0 14px" },
  ".cm-asked": { backgroundColor: "var(--asked)", boxShadow: "inset 3px 0 0 var(--asked-edge)" },
});

/** A draft may be confidential: no spelling service of the browser gets to see it (the editor's own default). */
const extensionsOf = (onChange: () => void) => [
  lineNumbers(),
  history(),
  keymap.of([...defaultKeymap, ...historyKeymap]),
  markdown,
  syntaxHighlighting(highlights),
  marks,
  theme,
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ "aria-label": "Your postmortem, in Markdown", tabindex: "0" }),
  EditorView.updateListener.of(({ docChanged }) => {
    if (docChanged) onChange();
  }),
];
