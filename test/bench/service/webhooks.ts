import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

const BYTES = 24_000;

/** A signed webhook, ready to be sent. */
export interface Webhook {
  readonly body: Buffer;
  readonly signature: string;
}

/** Makes webhooks of GitHub's usual size of events about pull requests. */
export function sign(payloads: readonly object[], secret: string): Webhook[] {
  return payloads.map((payload) => {
    const event = { ...payload, action: "synchronize" } as unknown as { pull_request: { body: string } };
    const length = Buffer.byteLength(JSON.stringify(event));
    event.pull_request.body = "x".repeat(Math.max(0, BYTES - length));
    const body = Buffer.from(JSON.stringify(event));
    return { body, signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
  });
}

/** Sends webhooks to one address. */
export class Sender {
  readonly #url: string;
  readonly #agent: Agent;
  /** What was not answered with 200. */
  failed = 0;

  constructor(url: string, connections = 16) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @returns milliseconds until the answer */
  async send(webhook: Webhook): Promise<number> {
    const started = performance.now();
    let status: number;
    try {
      status = await this.#post(webhook);
    } catch (error) {
      // A connection that was idle may be closed while one begins to write to it.
      if ((error as NodeJS.ErrnoException).code !== "ECONNRESET") throw error;
      status = await this.#post(webhook);
    }
    if (status !== 200) this.failed += 1;
    return performance.now() - started;
  }

  #post({ body, signature }: Webhook): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = {
        "content-type": "application/json",
        "content-length": body.length,
        "x-github-event": "pull_request",
        "x-github-delivery": randomUUID(),
        "x-hub-signature-256": signature,
      };
      const sent = request(this.#url, { method: "POST", agent: this.#agent, headers }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode!));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  /** As many as it takes, for a time. @returns webhooks a second */
  async flood(webhooks: readonly Webhook[], seconds: number, lanes = 16): Promise<number> {
    const started = performance.now();
    let count = 0;
    const lane = async () => {
      while (performance.now() - started < seconds * 1000) {
        await this.send(webhooks[count % webhooks.length]!);
        count += 1;
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return count / ((performance.now() - started) / 1000);
  }

  /** So many, as fast as they are taken. */
  async sendAll(webhooks: readonly Webhook[], count: number, lanes = 16): Promise<void> {
    let sent = 0;
    const lane = async () => {
      while (sent < count) {
        sent += 1;
        await this.send(webhooks[sent % webhooks.length]!);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  /** At a steady rate. @returns each answer's milliseconds, in the order in which they were sent */
  async steady(webhooks: readonly Webhook[], perSecond: number, seconds: number): Promise<number[]> {
    const started = performance.now();
    const answers: Promise<number>[] = [];
    for (let index = 0; index < perSecond * seconds; index += 1) {
      const wait = started + (index * 1000) / perSecond - performance.now();
      if (wait > 0)
        await new Promise((resolve) => {
          setTimeout(resolve, wait);
        });
      answers.push(this.send(webhooks[index % webhooks.length]!));
    }
    return Promise.all(answers);
  }
}

/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
