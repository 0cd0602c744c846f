import { h } from "hastscript";
import type { Page } from "./shell.ts";

/** What stands in place of the set-up once the service has its credentials. */
export function registeredPage(): Page {
  return {
    path: "registered/",
    title: "Registered · Postmortem Coach",
    description: "This service is set up.",
    main: [
      h("div.text", [
        h("h1", "This service is set up"),
        h("p", "The app is registered, and there is nothing left to do here."),
        h("p", [
          "To see what it asks, ",
          h("a", { href: "../" }, "try it"),
          " or read ",
          h("a", { href: "../rules/" }, "the rules"),
          ".",
        ]),
      ]),
    ],
  };
}
