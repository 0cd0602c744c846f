import type { Probot } from "probot";

interface Received {
  readonly name: string;
  readonly payload: { readonly action?: string };
}
type Listen = (names: unknown, handler: (context: Received) => unknown) => void;

/**
 * The app, but that each event to which somebody listens is counted. A listener of its own for all events would cost as much as everything else that is done
 * to take one: Probot makes a client for each listener.
 *
 * @param count told the event's name, such as `pull_request.opened`
 */
export function countEvents(app: Probot, count: (event: string) => void): Probot {
  const listen = app.on as unknown as Listen;
  const on: Listen = (names, handler) =>
    listen(names, (context) => {
      const { name, payload } = context;
      count(payload.action === undefined ? name : `${name}.${payload.action}`);
      return handler(context);
    });
  return new Proxy(app, { get: (target, key) => (key === "on" ? on : (Reflect.get(target, key) as unknown)) });
}
