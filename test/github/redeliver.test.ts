import nock from "nock";
import { afterEach, expect, test } from "vitest";
import { Redelivery } from "../../src/github/redeliver.ts";
import { API, createTools } from "./github.ts";

afterEach(() => nock.cleanAll());

const NOW = new Date("2025-03-01T12:00:00Z");
const delivery = (id: number, guid: string, status_code: number, minutes: number) => ({
  id,
  guid,
  status_code,
  delivered_at: new Date(NOW.getTime() - minutes * 60_000).toISOString(),
});

function answer(deliveries: readonly object[]): number[] {
  const asked: number[] = [];
  nock(API).get("/app/hook/deliveries?per_page=100").reply(200, deliveries);
  nock(API)
    .persist()
    .post(/^\/app\/hook\/deliveries\/\d+\/attempts$/u)
    .reply(202, ({ url }: { readonly url: string }) => {
      asked.push(Number(url.split("/").at(-2)));
      return {};
    });
  return asked;
}

test("events that failed and were never delivered since are asked for, once each", async () => {
  const { octokit } = await createTools();
  const asked = answer([
    delivery(9, "b", 200, 1),
    delivery(8, "a", 502, 2),
    delivery(7, "a", 0, 3),
    delivery(6, "b", 500, 4),
    delivery(5, "c", 500, 60),
  ]);
  const since = new Date(NOW.getTime() - 30 * 60_000);
  expect(await new Redelivery().run(octokit, since)).toEqual({ calls: 2, found: 1 });
  expect(asked).toEqual([8]);
});

test("an event that fails for ever is given up", async () => {
  const { octokit } = await createTools();
  const redelivery = new Redelivery();
  let asked = 0;
  for (let look = 0; look < 25; look += 1) {
    answer([delivery(1, "a", 500, 1)]);
    asked += (await redelivery.run(octokit, new Date(0))).found;
    nock.cleanAll();
  }
  expect(asked).toBe(20);
});
