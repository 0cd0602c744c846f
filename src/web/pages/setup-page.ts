import { h } from "hastscript";
import type { Page } from "./shell.ts";

/** The page that leads through the registration of the app, before the service has credentials. */
export function setUpPage(): Page {
  return {
    path: "setup/",
    title: "Set up · Postmortem Coach",
    description: "Register the GitHub App, in three steps.",
    main: [
      h("div.text", [
        h("h1", "Set up"),
        h(
          "p.lead",
          "Postmortem Coach is a GitHub App that each organisation registers for itself, so that nobody else holds its key.",
        ),
        h("ol.steps", [
          h("li", [
            h("h2", "Start the service"),
            h("p", [
              "On a machine that GitHub can reach: ",
              h("code", "npm ci && npm start"),
              ", and open ",
              h("code", "/setup"),
              " on it.",
            ]),
          ]),
          h("li", [
            h("h2", "Register the app"),
            h(
              "p",
              "GitHub shows the app’s name, permissions and events before anything is made. They come from the manifest that ships with the service.",
            ),
            h("p", h("a.button.primary", { href: "../probot" }, "Register on GitHub")),
            h(
              "p.hint",
              "The button works on a service that has no credentials yet; elsewhere there is nothing behind it.",
            ),
          ]),
          h("li", [
            h("h2", "Give the service its credentials"),
            h("p", [
              "The service prints ",
              h("code", "APP_ID"),
              ", ",
              h("code", "PRIVATE_KEY"),
              " and ",
              h("code", "WEBHOOK_SECRET"),
              " once, on its own standard output. Put them into its environment, start it again, and install the app on the repositories with postmortems.",
            ]),
          ]),
        ]),
      ]),
    ],
  };
}
