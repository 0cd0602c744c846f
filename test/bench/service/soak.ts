import { loadavg } from "node:os";
import { GitHub, Service } from "./processes.ts";
import { percentile, Sender, sign } from "./webhooks.ts";

/**
 * A steady load for a while: answers must not get slower, nor memory grow.
 *
 * Usage: npm run soak -- [minutes] [webhooks a second]
 */
const [minutes = 10, perSecond = 50] = process.argv.slice(2).map(Number);
const WIDTH = 50;
const github = await GitHub.start(150);
const webhooks = sign(await github.open(10, 4), github.env["WEBHOOK_SECRET"]!);
const service = await Service.start("src/main.ts", github.env);
const sender = new Sender(service.url);
await sender.steady(webhooks, perSecond, 10);

interface Minute {
  readonly p50: number;
  readonly p99: number;
  readonly megabytes: number;
  readonly load: number;
}
const measured: Minute[] = [];
for (let minute = 0; minute < minutes; minute += 1) {
  const times = await sender.steady(webhooks, perSecond, 60);
  measured.push({
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    megabytes: service.megabytes,
    load: loadavg()[0]!,
  });
  const { p50, p99, megabytes, load } = measured.at(-1)!;
  console.log(
    `minute ${minute + 1}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${megabytes.toFixed(0)} MB, load ${load.toFixed(1)}`,
  );
}
await service.end();
github.end();

plot(
  "p99, ms",
  measured.map(({ p99 }) => p99),
);
plot(
  "memory, MB",
  measured.map(({ megabytes }) => megabytes),
);
const change = (of: (minute: Minute) => number) =>
  `${(100 * (of(measured.at(-1)!) / of(measured[0]!) - 1)).toFixed(1)}%`;
console.log(
  `\nthe last minute beside the first: p99 ${change(({ p99 }) => p99)}, memory ${change(({ megabytes }) => megabytes)}; refused: ${sender.failed}`,
);

function plot(title: string, values: readonly number[]): void {
  const top = Math.max(...values);
  console.log(`\n${title}`);
  for (const [index, value] of values.entries())
    console.log(
      `${String(index + 1).padStart(4)} │${"█".repeat(Math.round((WIDTH * value) / top)).padEnd(WIDTH)} ${value.toFixed(1)}`,
    );
}
