import { existsSync, readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sep } from "node:path";
import sirv from "sirv";
import { POLICY } from "./policy.ts";
import { SITE } from "./site.ts";

/** Answers a request, or says that it is not its own. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface ServeOptions {
  /** Whether the app is registered: its set-up is over then. */
  readonly isRegistered: boolean;
  /** Where the built site lies. */
  readonly folder?: string;
}

const HEADERS = {
  "Content-Security-Policy": [...POLICY, "frame-ancestors 'none'"].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
} as const;

/**
 * Serves the built site.
 *
 * @returns a handler for the service's server; null where the site is not built
 */
export function serveSite({ isRegistered, folder = SITE }: ServeOptions): Handler | null {
  const folders = foldersOf(folder);
  if (folders.size === 0) return null;
  const serve = sirv(folder, {
    // Looks for a file when it is asked for: one that a new build took away is not there, and does not end the service.
    dev: true,
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      // These have their contents' hash in their names; pages name them, and so are asked for anew.
      const isLasting = path.startsWith("/assets/");
      response.setHeader("Cache-Control", isLasting ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const path = (request.url ?? "/").split("?", 1)[0]!;
    if (isRegistered && /^\/setup\/?$/u.test(path))
      return redirect(response, path === "/setup" ? "registered/" : "../registered/");
    if (folders.has(path)) return redirect(response, `${path.slice(path.lastIndexOf("/") + 1)}/`);
    let isOurs = true;
    serve(request, response, () => {
      isOurs = false;
    });
    return isOurs;
  };
}

/** Addresses of pages without the last slash, with which alone their links lead where they should. */
function foldersOf(site: string): ReadonlySet<string> {
  if (!existsSync(site)) return new Set();
  const files = readdirSync(site, { recursive: true, encoding: "utf8" }).map((file) => file.split(sep).join("/"));
  return new Set(
    files.filter((file) => file.endsWith("/index.html")).map((file) => `/${file.slice(0, -"/index.html".length)}`),
  );
}

/** The address is relative, since a proxy may put a folder before ours. */
function redirect(response: ServerResponse, address: string): true {
  response.writeHead(302, { location: address }).end();
  return true;
}
