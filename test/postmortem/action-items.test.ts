import { describe, expect, test } from "vitest";
import { parsePostmortem } from "../../src/postmortem/parse.ts";
import { vocabulary } from "../vocabulary.ts";

const items = (markdown: string) => parsePostmortem(`# Outage\n\n${markdown}`, vocabulary).actionItems;
const listed = (lines: string) => items(`## Action items\n\n${lines}`);
const texts = (markdown: string) => items(markdown).map(({ text }) => text);

describe("action items are found in any form", () => {
  test.for<[string, string, string[]]>([
    ["bullets", "## Action items\n\n- Add a limit\n- Write it down\n", ["Add a limit", "Write it down"]],
    ["numbers", "## Next steps\n\n1. Add a limit\n2. Write it down\n", ["Add a limit", "Write it down"]],
    ["boxes", "## To do\n\n- [ ] Add a limit\n- [x] Write it down\n", ["Add a limit", "Write it down"]],
    ["boxes in another section", "## Lessons\n\n- [ ] Add a limit\n", ["Add a limit"]],
    ["a table", "## Follow-ups\n\n| Owner | Item |\n|---|---|\n| Dana | Add a limit |\n", ["Add a limit"]],
    [
      "a table below another name",
      "## Remediation\n\n| Action | Status |\n|---|---|\n| Add a limit | ✅ Done |\n",
      ["Add a limit"],
    ],
    [
      "groups",
      "## Action items\n\n- Detection:\n  - Add a limit\n- Process:\n  - Write it down\n",
      ["Add a limit", "Write it down"],
    ],
    [
      "details below an item",
      "## Action items\n\n- Add a limit\n  - of 500 messages\n- Write it down\n",
      ["Add a limit", "Write it down"],
    ],
    ["prose", "## Lessons\n\nThe disk was small. We will add a limit. It was late.\n", ["We will add a limit"]],
    ["prose in their section", "## Prevention\n\nA limit on the queue.\n", ["A limit on the queue"]],
    ["a label", "## Lessons\n\nAction point: add a limit\n", ["add a limit"]],
    ["none", "## Action items\n\nNone.\n", []],
    ["a prompt", "## Action items\n\n- {{ summary }} [link to issue]\n- TBD\n", ["{{ summary }} [link to issue]"]],
    ["a story", "## Timeline\n\n- 03:42 We will see, said Dana\n", []],
  ])("%s", ([, markdown, expected]) => expect(texts(markdown)).toEqual(expected));
});

describe("owner", () => {
  test.for<[string, string | null]>([
    ["- Add a limit (@dana)", "@dana"],
    ["- @dana: add a limit", "@dana"],
    ["- Add a limit (Dana)", "Dana"],
    ["- Add a limit [IBG]", "IBG"],
    ["- Add a limit (owner: platform team)", "platform team"],
    ["- Dana to add a limit", "Dana"],
    ["- The storage team will add a limit", "storage team"],
    ["- We will add a limit", null],
    ["- Add a limit (see docs)", null],
    ["- Add a DNS check [TODO]", null],
    ["- Dana\n  - Add a limit", "Dana"],
    ["### Dana\n\n- Add a limit", "Dana"],
    ["### Monitoring\n\n- Add a limit", null],
    ["| By whom | Action |\n|---|---|\n| Dana | Add a limit |", "Dana"],
    ["| Action | Owner |\n|---|---|\n| Add a limit | TBD |", null],
  ])("%s", ([lines, owner]) => expect(listed(lines)[0]?.owner).toBe(owner));

  test("a name that heads several items owns them", () => {
    expect(listed("- Ops: add a limit\n- Ops: write it down\n- Web: add a test").map(({ owner }) => owner)).toEqual([
      "Ops",
      "Ops",
      "Web",
    ]);
  });
});

describe("due", () => {
  test.for<[string, string | null]>([
    ["- Add a limit by 2025-03-18", "2025-03-18"],
    ["- Add a limit by Friday", "by friday"],
    ["- Add a limit next sprint", "next sprint"],
    ["- Add a limit in Q3", "q3"],
    ["- Add a limit within two weeks", "within two weeks"],
    ["### Short term\n\n- Add a limit", "short term"],
    ["- Add a limit", null],
    ["| Action | By when |\n|---|---|\n| Add a limit | March |", "March"],
  ])("%s", ([lines, due]) => expect(listed(lines)[0]?.due).toBe(due));
});

describe("ticket and status", () => {
  test.for<[string, string | null, string | null]>([
    ["- Add a limit ([#412](https://github.com/acme/web/issues/412))", "https://github.com/acme/web/issues/412", null],
    ["- Add a limit, PLAT-412", "PLAT-412", null],
    ["- Add a limit (acme/web#412)", "acme/web#412", null],
    ["- Add a limit: https://acme.atlassian.net/browse/PLAT-412", "PLAT-412", null],
    ["- Add a limit ([docs](https://example.com/limits))", null, null],
    ["- [ ] Add a limit", null, "open"],
    ["- [x] Add a limit", null, "done"],
    ["- Add a limit (done)", null, "done"],
    ["- DONE: add a limit", null, "done"],
    ["- Added a limit", null, "done"],
    ["- Embed a limit", null, null],
    ["| Action | Status | Ticket |\n|---|---|---|\n| Add a limit | ✅ | n/a |", "n/a", "done"],
  ])("%s", ([lines, ticket, status]) => expect(listed(lines)[0]).toMatchObject({ ticket, status }));
});
