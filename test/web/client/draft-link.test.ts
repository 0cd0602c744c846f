import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { packDraft, unpackDraft } from "../../../src/web/client/draft-link.ts";

test.for([
  { text: "# Outage\n\nÄpfel, 日本語, 🙂 & <b>", role: "manager", showsAll: true },
  { text: "", role: null, showsAll: false },
  { text: "long ".repeat(20_000), role: "engineer", showsAll: false },
] as const)("a draft comes back as it was: $role", async (draft) => {
  const fragment = await packDraft(draft);
  expect(fragment).toMatch(/^[\w=&%-]+$/u);
  expect(await unpackDraft(`#${fragment}`)).toEqual(draft);
});

test("a fragment without a draft is none of ours", async () => {
  expect(await unpackDraft("")).toBeNull();
  expect(await unpackDraft("#main")).toBeNull();
});

test.for(["#draft=%00", "#draft=abc", `#draft=${deflateRawSync(Buffer.from([0xff, 0xfe])).toString("base64url")}`])(
  "a broken link says so: %s",
  async (fragment) => {
    expect(await unpackDraft(fragment)).toEqual({ problem: expect.stringMatching(/can't be read/u) });
  },
);

test("a link that swells without end is stopped", async () => {
  const bomb = deflateRawSync(Buffer.alloc(50_000_000)).toString("base64url");
  expect(await unpackDraft(`#draft=${bomb}`)).toEqual({ problem: expect.stringMatching(/larger than/u) });
});
