import { pino } from "pino";
import { Probot, Server } from "probot";

// A Probot server that does nothing with what it takes.
const { PORT, APP_ID, PRIVATE_KEY, WEBHOOK_SECRET } = process.env;
const log = pino({ level: "warn" });
const server = new Server({
  host: "127.0.0.1",
  port: Number(PORT),
  log,
  Probot: Probot.defaults({ appId: APP_ID!, privateKey: PRIVATE_KEY!, secret: WEBHOOK_SECRET!, log }),
});
await server.load((app) => {
  app.on("pull_request", () => undefined);
});
await server.start();
