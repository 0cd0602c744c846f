import type { Element, Nodes } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { POLICY } from "../policy.ts";

/** The files that a page is made of, as the bundler named them. */
export interface Assets {
  readonly style: string;
  readonly icon: string;
  /** By the script's name: itself, and what it needs at once. */
  readonly scripts: Readonly<Record<string, readonly string[]>>;
}

export interface Page {
  /** Its folder in the site: "" for the first page, "rules/impact/data/". */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly script?: string;
  readonly main: readonly (Element | string)[];
}

const PLACES = [
  ["", "Try it"],
  ["practise/", "Practise"],
  ["rules/", "Rules"],
  ["setup/", "Set up"],
] as const;

/** The site's root as seen from a page. */
const rootOf = (path: string): string => "../".repeat(path.split("/").length - 1);

/** A whole page as HTML. */
export function writePage({ path, title, description, script, main }: Page, assets: Assets): string {
  const root = rootOf(path);
  const page: Nodes = {
    type: "root",
    children: [
      { type: "doctype" },
      h("html", { lang: "en" }, [
        h("head", [
          h("meta", { charSet: "utf-8" }),
          h("meta", { httpEquiv: "Content-Security-Policy", content: POLICY.join("; ") }),
          h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
          h("meta", { name: "color-scheme", content: "light dark" }),
          h("meta", { name: "referrer", content: "no-referrer" }),
          h("meta", { name: "description", content: description }),
          h("title", title),
          h("link", { rel: "icon", href: `${root}${assets.icon}`, type: "image/svg+xml" }),
          h("link", { rel: "stylesheet", href: `${root}${assets.style}` }),
          ...(script === undefined ? [] : scriptTags(assets.scripts[script]!, root)),
        ]),
        h("body", [
          h("a.skip", { href: "#main" }, "Skip to content"),
          h("header.site", [
            h("a.brand", { href: root === "" ? "./" : root }, "Postmortem Coach"),
            h(
              "nav",
              { ariaLabel: "Site" },
              PLACES.map(([place, name]) =>
                h("a", { href: `${root}${place}` || "./", ariaCurrent: place === path ? "page" : undefined }, name),
              ),
            ),
          ]),
          h("main#main", { tabIndex: -1 }, ...main),
          h("footer.site", [
            h("p", "Questions, never assertions. Nobody is blamed, and each question may be skipped."),
          ]),
        ]),
      ]),
    ],
  };
  return toHtml(page);
}

function scriptTags([own, ...others]: readonly string[], root: string): Element[] {
  return [
    h("script", { type: "module", src: `${root}${own!}` }),
    ...others.map((href) => h("link", { rel: "modulepreload", href: `${root}${href}` })),
  ];
}
