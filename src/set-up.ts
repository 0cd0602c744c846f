import { run, type Server } from "probot";

/**
 * Starts Probot's set-up page, which registers the app from `app.yml`.
 *
 * Probot would refuse to in production, write what it learns to `.env`, and fetch a package to open a channel for webhooks: here it is shown once instead,
 * so that it works in a container whose disk can't be written.
 */
export async function startSetUp(): Promise<Server> {
  delete process.env["NODE_ENV"];
  process.env["NO_SMEE_SETUP"] = "true";
  return run(() => undefined, { updateEnv: showOnce });
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
