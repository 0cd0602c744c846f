import { createHmac, randomUUID } from "node:crypto";

/** What became of asking the service at the address to which GitHub sends webhooks. */
export type AddressState = "well" | "not reachable" | "not the service" | "another secret";

const PATIENCE_MS = 5000;

/**
 * Asks the service at its public address, as GitHub does: whether it is alive, and whether it takes what is signed with our secret.
 *
 * @param webhookUrl where GitHub sends webhooks
 * @param secret WEBHOOK_SECRET
 */
export async function examineAddress(webhookUrl: string, secret: string): Promise<AddressState> {
  const body = JSON.stringify({ zen: "Is anybody there?", hook_id: 1 });
  const headers = {
    "content-type": "application/json",
    "x-github-event": "ping",
    "x-github-delivery": randomUUID(),
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
  try {
    const alive = await fetch(new URL("/healthz", webhookUrl), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if ((await alive.text()) !== "alive\n") return "not the service";
    const { status } = await fetch(webhookUrl, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (status === 400 || status === 401) return "another secret";
    return status === 200 ? "well" : "not the service";
  } catch {
    return "not reachable";
  }
}
