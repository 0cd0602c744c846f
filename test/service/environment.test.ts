import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { EnvironmentError, readEnvironment } from "../../src/service/environment.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
const GIVEN = { APP_ID: "123456", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: "secret" };

test("Probot's variables are read, with its defaults", () => {
  expect(readEnvironment(GIVEN)).toMatchObject({
    credentials: { appId: 123456, privateKey, webhookSecret: "secret" },
    port: 3000,
    host: "localhost",
    baseUrl: "https://api.github.com",
    logLevel: "info",
    webhookProxyUrl: null,
  });
  expect(
    readEnvironment({
      ...GIVEN,
      PORT: "8080",
      HOST: "0.0.0.0",
      GHE_HOST: "github.example.com",
      LOG_LEVEL: "debug",
      WEBHOOK_PROXY_URL: "https://smee.io/abc",
    }),
  ).toMatchObject({
    port: 8080,
    host: "0.0.0.0",
    baseUrl: "https://github.example.com/api/v3",
    logLevel: "debug",
    webhookProxyUrl: "https://smee.io/abc",
  });
  expect(readEnvironment({ ...GIVEN, GHE_HOST: "localhost:8000", GHE_PROTOCOL: "http" }).baseUrl).toBe(
    "http://localhost:8000/api/v3",
  );
});

test("a key may come on one line, or in base64", () => {
  for (const PRIVATE_KEY of [privateKey.replaceAll("\n", "\\n"), Buffer.from(privateKey).toString("base64")])
    expect(readEnvironment({ ...GIVEN, PRIVATE_KEY }).credentials?.privateKey.trim()).toBe(privateKey.trim());
});

test("without credentials the app is still to be registered; an empty variable is none", () => {
  expect(readEnvironment({}).credentials).toBeNull();
  expect(readEnvironment({ APP_ID: "", PRIVATE_KEY: "", WEBHOOK_SECRET: "" }).credentials).toBeNull();
});

describe("what is missing or malformed is named, with the way out", () => {
  test.for<[string, Record<string, string | undefined>, string]>([
    [
      "APP_ID",
      { APP_ID: "Iv1.8a61f9b3a7aba766" },
      "APP_ID is the app's number, as on its settings page: APP_ID=123456",
    ],
    ["no APP_ID", { APP_ID: undefined }, "APP_ID is missing: it stands on the app's settings page, as “App ID”"],
    [
      "no PRIVATE_KEY",
      { PRIVATE_KEY: undefined },
      "PRIVATE_KEY or PRIVATE_KEY_PATH is missing: generate a key on the app's settings page",
    ],
    [
      "PRIVATE_KEY",
      { PRIVATE_KEY: "hunter2" },
      "PRIVATE_KEY is no PEM: it is the key that GitHub gave as a .pem file, whole, with its line ends as \\n or in base64",
    ],
    [
      "PRIVATE_KEY_PATH",
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/no/such.pem" },
      "PRIVATE_KEY_PATH names no file (/no/such.pem): it is the key that GitHub gave as a .pem file, whole, with its line ends as \\n or in base64",
    ],
    [
      "no WEBHOOK_SECRET",
      { WEBHOOK_SECRET: undefined },
      "WEBHOOK_SECRET is missing: set the same one here and on the app's settings page",
    ],
    ["PORT", { PORT: "http" }, "PORT is a number from 1 to 65535"],
    ["PORT", { PORT: "65536" }, "PORT is a number from 1 to 65535"],
    [
      "GHE_HOST",
      { GHE_HOST: "https://github.example.com/" },
      "GHE_HOST is a host without protocol and path: GHE_HOST=github.example.com",
    ],
    ["GHE_PROTOCOL", { GHE_PROTOCOL: "ftp" }, "GHE_PROTOCOL is http or https"],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }, "LOG_LEVEL is one of trace, debug, info, warn, error, fatal, silent"],
    [
      "WEBHOOK_PROXY_URL",
      { WEBHOOK_PROXY_URL: "smee" },
      "WEBHOOK_PROXY_URL is an address, as https://smee.io/new gives one",
    ],
    [
      "REDIS_URL",
      { REDIS_URL: "redis://localhost" },
      "REDIS_URL is not used: this service needs no Redis, so leave it out",
    ],
  ])("%s", ([, env, message]) => {
    expect(() => readEnvironment({ ...GIVEN, ...env })).toThrow(new EnvironmentError(message));
  });

  test("all of it at once", () => {
    expect(() => readEnvironment({ APP_ID: "x", PORT: "y", PRIVATE_KEY: "z" })).toThrow(
      /^APP_ID .*\nPORT .*\nPRIVATE_KEY .*$/u,
    );
  });
});
