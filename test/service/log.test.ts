import { expect, test } from "vitest";
import { createLog } from "../../src/service/log.ts";

function written(act: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  act(createLog("info", { write: (line) => void (text += line) }));
  return text;
}

const request = {
  method: "POST" as const,
  url: "https://api.github.com/repos/acme/ops/pulls/1/reviews",
  headers: { authorization: "token ghs_secret" },
  body: { body: "what a document says" },
};
const refused = Object.assign(new Error("Validation Failed"), {
  status: 422,
  request,
  response: { data: request.body },
});
const event = Object.assign(new Error("no signature"), { event: { payload: "what somebody wrote" } });

test.for([
  ["an error of Octokit", refused],
  ["an error of a webhook", event],
  ["several in one", new AggregateError([refused, event], "two")],
] as const)("%s keeps what it says, and none of what was sent", ([, error]) => {
  for (const text of [
    written((log) => log.error(error)),
    written((log) => log.warn({ err: error }, "failed")),
    written((log) => log.child({ name: "event", id: "1" }).error(error, "look here")),
  ]) {
    expect(text).toContain(error.message);
    expect(text).not.toMatch(/ghs_secret|what a document says|what somebody wrote/u);
  }
});

test("GitHub's status stays", () => {
  expect(JSON.parse(written((log) => log.warn({ err: refused })))).toMatchObject({ err: { status: 422 } });
});

test("headers are hidden, and probes that found all well are passed over", () => {
  const text = written((log) => {
    log.info({ req: { url: "/", headers: { "x-hub-signature-256": "sha256=secret" } } }, "POST / 200 - 1ms");
    log.info("GET /healthz 200 - 0ms");
    log.info("GET /readyz 503 - 0ms");
  });
  expect(text).not.toMatch(/sha256=secret|healthz/u);
  expect(text).toContain("GET /readyz 503");
});
