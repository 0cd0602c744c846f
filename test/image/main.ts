import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { generateKeyPairSync } from "node:crypto";

/**
 * Takes the Dockerfile's steps in clean folders, where there is no Docker: each stage's COPY and RUN, with its folders in place of the image's. Then the
 * second stage's command runs as a user who may write nothing, and must be alive in two seconds.
 */
const root = join(import.meta.dirname, "..", "..");
const NOBODY = 65_534;
const START_MS = 2000;

const folder = mkdtempSync(join(tmpdir(), "coach-image-"));
chmodSync(folder, 0o755);
const stages = readFileSync(join(root, "Dockerfile"), "utf8")
  .split(/^(?=FROM )/mu)
  .filter((text) => text.startsWith("FROM "));
let environment: Record<string, string> = {};
let command: string[] = [];
for (const [index, text] of stages.entries()) {
  environment = {};
  const own = join(folder, index === stages.length - 1 ? "image" : "build");
  mkdirSync(join(own, "app"), { recursive: true });
  for (const line of text.split("\n")) step(own, line);
}

function step(own: string, line: string): void {
  const [, instruction = "", rest = ""] = /^(?<instruction>[A-Z]+) (?<rest>.*)$/u.exec(line) ?? [];
  const app = join(own, "app");
  if (instruction === "COPY") copy(app, rest.split(" "));
  else if (instruction === "RUN") {
    console.log(`RUN ${rest}`);
    const inside = rest.replaceAll("/app/", `${app}/`).replaceAll("/usr/local/bin/", `${own}/`);
    execFileSync("sh", ["-c", inside], {
      cwd: app,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ...environment },
    });
  } else if (instruction === "ENV")
    for (const [, name, value] of rest.matchAll(/(?<name>\w+)=(?<value>\S+)/gu)) environment[name!] = value!;
  else if (instruction === "CMD") command = JSON.parse(rest) as string[];
}

function copy(app: string, parts: readonly string[]): void {
  const from = parts[0]!.startsWith("--from=") ? join(folder, "build") : null;
  const [target, ...sources] = parts.filter((part) => !part.startsWith("--")).toReversed();
  for (const source of sources) {
    if (from === null && source === ".") copyProject(app);
    else {
      const path = from === null ? join(root, source) : join(from, source);
      const to = join(app, target!);
      const isFolder = statSync(path).isDirectory();
      cpSync(path, isFolder || !target!.endsWith("/") ? to : join(to, path.split("/").at(-1)!), { recursive: true });
    }
  }
}

/** What Git knows and .dockerignore leaves. */
function copyProject(app: string): void {
  const rules = readFileSync(join(root, ".dockerignore"), "utf8")
    .split("\n")
    .filter((rule) => /^[^#]/u.test(rule));
  const isIn = (path: string, rule: string) => path === rule || path.startsWith(`${rule}/`);
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const path of files.trim().split("\n")) {
    const last = rules.findLast((rule) => isIn(path, rule.replace(/^!/u, "")));
    if ((last === undefined || last.startsWith("!")) && existsSync(join(root, path)))
      cpSync(join(root, path), join(app, path), { recursive: true });
  }
}

const image = join(folder, "image", "app");
execFileSync("chmod", ["-R", "a-w,a+rX", image]);
const modules = join(image, "node_modules");
const developed = Object.keys(
  (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { devDependencies: object }).devDependencies,
);
const left = developed.filter((name) => existsSync(join(modules, name)) && !isNeeded(name));
if (left.length > 0) throw new Error(`development dependencies are in the image: ${left.join(", ")}`);

/** Whether a dependency of the service needs it, too. */
function isNeeded(name: string): boolean {
  return globSync(["*/package.json", "@*/*/package.json"], { cwd: modules }).some((path) => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(modules, path), "utf8")) as { dependencies?: object };
    return relative(name, path) !== "package.json" && Object.hasOwn(dependencies, name);
  });
}

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
const isRoot = process.getuid?.() === 0;
try {
  // Other programs may be in the way: the best of three starts counts.
  const times = [await start(), await start(), await start()];
  const ms = Math.round(Math.min(...times));
  const bytes = globSync("**", { cwd: image }).reduce((sum, path) => sum + statSync(join(image, path)).size, 0);
  console.log(`alive after ${ms} ms, as ${isRoot ? "a plain user" : "you"}, in a folder that can't be written`);
  console.log(`${Math.round(bytes / 1_000_000)} MB without Node and Alpine`);
  if (ms > START_MS) throw new Error(`it ought to take ${START_MS} ms at most`);
} finally {
  execFileSync("chmod", ["-R", "u+w", folder]);
  rmSync(folder, { recursive: true });
}

async function start(): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(command[0] === "node" ? process.execPath : command[0]!, command.slice(1), {
    cwd: image,
    env: {
      ...environment,
      HOST: "127.0.0.1",
      PORT: String(port),
      APP_ID: "1",
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: "secret",
      GHE_HOST: "127.0.0.1:1",
      GHE_PROTOCOL: "http",
    },
    stdio: ["ignore", "ignore", "inherit"],
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  const gone = new Promise((resolve) => {
    child.once("exit", resolve);
  });
  try {
    await alive(`http://127.0.0.1:${port}/healthz`, child);
    return performance.now() - started;
  } finally {
    child.kill("SIGTERM");
    if ((await gone) !== 0) process.exitCode = 1;
  }
}

async function alive(url: string, child: ChildProcess): Promise<void> {
  for (const end = performance.now() + 30_000; performance.now() < end && child.exitCode === null;) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  }
  throw new Error("it did not start");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return free;
}
