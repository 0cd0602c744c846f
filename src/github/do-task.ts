import { setTimeout as sleep } from "node:timers/promises";
import { say } from "../review/words.ts";
import { checkNameIn } from "../settings/check-name.ts";
import { lookAgain, type TripTools } from "./look-again.ts";
import { numbersIn, postCheck } from "./post-check.ts";
import { sweep, type SweepTools } from "./sweep.ts";
import type { ArrivalTask, CheckSuiteTask, MergeGroupTask, Task } from "./task.ts";

/** Besides, `stopping` says that the service is to stop. */
export interface TaskTools extends TripTools, SweepTools {}

/** Pull requests that were there before us can wait: one of them in so many milliseconds. */
const ARRIVAL_PACE_MS = 2000;

/** Does what an event asked for. */
export async function doTask(task: Task, tools: TaskTools): Promise<void> {
  switch (task.kind) {
    case "pull request":
      return lookAgain(tools, task.ref, task.reason);
    case "check suite":
      return lookAtSuite(task, tools);
    case "merge group":
      return passMergeGroup(task, tools);
    case "arrival":
      return arrive(task, tools);
    case "sweep":
      return sweep(task, tools);
  }
}

/** GitHub tells of no pull request from a fork: the suite's check runs remember whose they are. */
async function lookAtSuite(
  { ref, checkSuiteId, installationId, deliveryId }: CheckSuiteTask,
  { octokit, take }: TaskTools,
): Promise<void> {
  const runs = await octokit.paginate(octokit.rest.checks.listForSuite, {
    ...ref,
    check_suite_id: checkSuiteId,
    per_page: 100,
  });
  for (const number of new Set(runs.flatMap((run) => numbersIn(run.external_id)))) {
    await take({
      kind: "pull request",
      installationId,
      deliveryId,
      ref: { ...ref, number },
      reason: "change",
      headSha: null,
    });
  }
}

async function passMergeGroup({ ref, headSha }: MergeGroupTask, tools: TaskTools): Promise<void> {
  const { layers } = await tools.settings.readNow(tools.octokit, ref);
  await postCheck(tools, ref, headSha, checkNameIn(layers), [], {
    conclusion: "success",
    title: say("check.merge"),
    summary: say("check.merge.more"),
    actions: [],
  });
}

async function arrive(
  { ref, installationId, deliveryId }: ArrivalTask,
  { octokit, take, stopping }: TaskTools,
): Promise<void> {
  const pages = octokit.paginate.iterator(octokit.rest.pulls.list, { ...ref, state: "open", per_page: 100 });
  for await (const { data } of pages) {
    for (const { number, head } of data) {
      await take({
        kind: "pull request",
        installationId,
        deliveryId,
        ref: { ...ref, number },
        reason: "arrival",
        headSha: head.sha,
      });
      await sleep(ARRIVAL_PACE_MS, undefined, { signal: stopping });
    }
  }
}
