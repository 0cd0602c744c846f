import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Postgres, POSTGRES_BIN } from "../../postgres.ts";
import { GitHub, Service } from "./processes.ts";
import { percentile, Sender, sign, type Webhook } from "./webhooks.ts";

/**
 * What the service can bear, over a stand-in for GitHub. Ratios matter; times are those of this machine and of what else runs on it.
 *
 * Usage: npm run bench:service -- [acknowledge] [replicas] [memory] [fairness]
 */
const wanted = new Set(process.argv.slice(2));
const SERVICE = "src/main.ts";
const BARE = "test/bench/service/bare.ts";
/** How long GitHub takes for an answer, roughly. */
const DELAY_MS = 150;
/** What a process looks up when it starts is over then: it would find what the bench is to send. */
const SWEEP_MS = 4000;
const SECRET = "WEBHOOK_SECRET";

const benches: Readonly<Record<string, () => Promise<void>>> = { acknowledge, replicas, memory, fairness };
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.size > 0 && !wanted.has(name)) continue;
  console.log(
    `\n${name} (load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(", ")})`,
  );
  await bench();
}

async function acknowledge(): Promise<void> {
  const github = await GitHub.start(DELAY_MS);
  const webhooks = sign(await github.open(10, 4), github.env[SECRET]!);
  const service = await Service.start(SERVICE, github.env);
  const sender = new Sender(service.url);
  await sender.steady(webhooks, 100, 3);
  const times = await sender.steady(webhooks, 100, 15);
  const delay = await service.loopDelay();
  console.log(
    `  100 a second, 24 KB, reviews beside: p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms; the event loop's delay, p99: ${delay.toFixed(0)} ms`,
  );
  const bare = await Service.start(BARE, github.env);
  const bareSender = new Sender(bare.url);
  await bareSender.flood(webhooks, 2);
  // In turns, so that whatever else the machine does hits both.
  const rounds: { own: Flood; other: Flood }[] = [];
  for (let round = 0; round < 5; round += 1)
    rounds.push({ own: await flood(service, sender, webhooks), other: await flood(bare, bareSender, webhooks) });
  const median = (of: (round: (typeof rounds)[number]) => number) => percentile(rounds.map(of), 0.5).toFixed(2);
  console.log(
    `  at the limit, with reviews beside: ${median(({ own }) => own.rate)} a second, a bare Probot server ${median(({ other }) => other.rate)}: ${median(({ own, other }) => own.rate / other.rate)} of it`,
  );
  console.log(
    `  processor time of a webhook: ${median(({ own }) => own.cpuMs)} ms with what the reviews take, a bare Probot server ${median(({ other }) => other.cpuMs)} ms; refused: ${sender.failed}`,
  );
  await Promise.all([service.end(), bare.end()]);
  github.end();
}

interface Flood {
  /** Webhooks a second. */
  readonly rate: number;
  readonly cpuMs: number;
}

async function flood(service: Service, sender: Sender, webhooks: readonly Webhook[]): Promise<Flood> {
  const before = service.cpu;
  const seconds = 3;
  const rate = await sender.flood(webhooks, seconds);
  return { rate, cpuMs: (1000 * (service.cpu - before)) / (rate * seconds) };
}

async function replicas(): Promise<void> {
  if (POSTGRES_BIN === undefined) return;
  const rates: number[] = [];
  for (const count of [1, 2, 4]) {
    const postgres = await Postgres.start();
    const github = await GitHub.start(DELAY_MS);
    const env = { ...github.env, DATABASE_URL: postgres.url, CONCURRENCY: "2" };
    const services: Service[] = [];
    for (let index = 0; index < count; index += 1) services.push(await Service.start(SERVICE, env));
    await sleep(SWEEP_MS);
    const webhooks = sign(await github.open(40, 1), github.env[SECRET]!);
    const started = performance.now();
    const senders = services.map(({ url }) => new Sender(url));
    await Promise.all(webhooks.map((webhook, index) => senders[index % count]!.send(webhook)));
    while ((await github.checked()) < webhooks.length) await sleep(50);
    rates.push(webhooks.length / ((performance.now() - started) / 1000));
    console.log(
      `  ${count} of them, two jobs at once each: ${rates.at(-1)!.toFixed(2)} reviews a second (${(rates.at(-1)! / rates[0]!).toFixed(2)} times one)`,
    );
    await Promise.all(services.map((service) => service.end()));
    github.end();
    await postgres.end();
  }
}

async function memory(): Promise<void> {
  const github = await GitHub.start(DELAY_MS);
  const webhooks = sign(await github.open(10, 4), github.env[SECRET]!);
  const service = await Service.start(SERVICE, github.env);
  const sender = new Sender(service.url);
  const measured: number[] = [];
  for (const count of [10_000, 90_000]) {
    await sender.sendAll(webhooks, count);
    const samples: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      await sleep(250);
      samples.push(service.megabytes);
    }
    measured.push(percentile(samples, 0.5));
    console.log(`  after ${measured.length === 1 ? "10,000" : "100,000"} events: ${measured.at(-1)!.toFixed(0)} MB`);
  }
  console.log(`  growth: ${(100 * (measured[1]! / measured[0]! - 1)).toFixed(1)}%; refused: ${sender.failed}`);
  await service.end();
  github.end();
}

async function fairness(): Promise<void> {
  const github = await GitHub.start(DELAY_MS);
  const service = await Service.start(SERVICE, github.env);
  await sleep(SWEEP_MS);
  const sender = new Sender(service.url);
  const single = async () => {
    const [webhook] = sign(await github.open(1, 1), github.env[SECRET]!);
    const started = performance.now();
    await sender.send(webhook!);
    while ((await github.checked()) < 1) await sleep(20);
    return ((performance.now() - started) / 1000).toFixed(1);
  };
  const alone = await single();
  const noisy = sign(await github.open(1, 60), github.env[SECRET]!);
  await sender.sendAll(noisy, 1000);
  console.log(
    `  one installation floods 1,000 events; another's single one is done after ${await single()} s (alone: ${alone} s)`,
  );
  await service.end();
  github.end();
}
