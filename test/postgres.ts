import { execFile } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { freePort } from "./free-port.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** PostgreSQL won't run as root; nobody is somebody else everywhere. */
const NOBODY = 65_534;

/** The folder with PostgreSQL's programs; undefined where there is none, and what needs it is skipped. */
export const POSTGRES_BIN = process.env["POSTGRES_BIN"];
if (POSTGRES_BIN === undefined)
  console.log("POSTGRES_BIN is not set to the folder with PostgreSQL's programs: what needs a database is skipped.");

/** A PostgreSQL of one's own, on a free port. */
export class Postgres {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  }

  static async start(): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), "coach-postgres-"));
    if (process.getuid?.() === 0) chownSync(folder, NOBODY, NOBODY);
    await program("initdb", ["-D", join(folder, "data"), "-A", "trust", "-U", "postgres"]);
    const postgres = new Postgres(folder, await freePort());
    await postgres.resume();
    return postgres;
  }

  async resume(): Promise<void> {
    const options = `-p ${this.#port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
    await program("pg_ctl", [
      "-D",
      join(this.#folder, "data"),
      "-w",
      "-o",
      options,
      "-l",
      join(this.#folder, "log"),
      "start",
    ]);
  }

  /** As a crash would, with all connections. */
  async kill(): Promise<void> {
    await program("pg_ctl", ["-D", join(this.#folder, "data"), "-m", "immediate", "stop"]);
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function program(name: string, args: readonly string[]): Promise<void> {
  const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  await run(join(POSTGRES_BIN!, name), [...args], { cwd: "/", ...asNobody });
}
