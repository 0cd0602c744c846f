import { run, Server } from "probot";
import type { Handler } from "./web/serve.ts";

/**
 * Starts Probot's set-up page, which registers the app from `app.yml`.
 *
 * Probot would refuse to in production, write what it learns to `.env`, and fetch a package to open a channel for webhooks: here it is shown once instead,
 * so that it works in a container whose disk can't be written.
 *
 * @param site what comes before Probot's own pages; null where it is not built
 */
export async function startSetUp(site: Handler | null): Promise<Server> {
  if (site !== null) addHandlerToSetUp(site);
  delete process.env["NODE_ENV"];
  process.env["NO_SMEE_SETUP"] = "true";
  return run(() => undefined, { updateEnv: showOnce });
}

/** Probot's set-up takes no handlers from outside, so ours comes in just before its own. */
function addHandlerToSetUp(handler: Handler): void {
  const own = Object.getOwnPropertyDescriptor(Server.prototype, "loadHandlerFactory")!;
  Server.prototype.loadHandlerFactory = async function load(factory) {
    Object.defineProperty(Server.prototype, "loadHandlerFactory", own);
    this.addHandler(handler);
    await this.loadHandlerFactory(factory);
  };
}

function showOnce(values: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${String(value).replaceAll("\n", "\\n")}`);
  process.stdout.write(`
The app is registered. These lines are shown only now: put them into the environment of this service
(or into a file .env in ${process.cwd()}), and start it again. On the app's settings page, its webhook URL is
this service's public address with /api/github/webhooks at the end.

${lines.join("\n")}

`);
  return process.env;
}
