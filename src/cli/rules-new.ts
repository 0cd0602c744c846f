import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { nearest } from "../rules/check.ts";
import { loadSources } from "../rules/load.ts";
import { TOPICS } from "../rules/schema.ts";
import { RULES_FOLDER } from "../settings/read-layer.ts";
import { readOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/** Where editors find the keys of a rule, on whatever machine the file lies. */
const SCHEMA = "https://raw.githubusercontent.com/postmortem-coach/postmortem-coach/main/docs/schema/rule.json";

const HELP = `Writes a rule to begin with, with comments, where the app looks for rules.

Usage
  postmortem-coach rules new [options] ID

  With the id of a shipped rule it writes a file that changes that rule; with any other, a rule of your own.

Options
  --rules DIR   the folder to write to (default: ${RULES_FOLDER})
  --help        show this
`;

/**
 * The command `rules new`.
 *
 * @returns the exit code
 * @throws UsageError where the id is none, or there is such a file already
 */
export async function rulesNew(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { rules: { type: "string" } });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const [id] = positionals;
  if (id === undefined) throw new UsageError("name the rule, such as impact/partners");
  const [topic, name, ...more] = id.split("/");
  if (!(TOPICS as readonly string[]).includes(topic!)) {
    const near = nearest(topic!, TOPICS);
    throw new UsageError(
      `a rule's id begins with one of ${TOPICS.join(", ")}${near === null ? "" : `; did you mean “${near}”?`}`,
    );
  }
  if (name === undefined || more.length > 0 || !/^[a-z0-9-]+$/u.test(name))
    throw new UsageError(`a rule's id is <topic>/<name>, in small letters, digits and dashes: ${topic!}/partners`);
  const file = join(values.rules ?? RULES_FOLDER, `${id}.yml`);
  if (existsSync(file)) throw new UsageError(`there is ${file} already`);
  const { rules } = await loadSources();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, rules.some((rule) => rule.id === id) ? extensionStarter(id) : starter());
  process.stdout.write(`${file} is written. Next:
  postmortem-coach rules test ${values.rules ?? RULES_FOLDER}
  postmortem-coach rules try --rules ${values.rules ?? RULES_FOLDER} postmortems/
`);
  return 0;
}

const starter = () => `# yaml-language-server: $schema=${SCHEMA}
# What the rule looks at: document, sentence, action item, gap or contradiction.
looks-at: document

# The rule keeps silent unless all of these hold. Leave it out to look at every postmortem.
# when:
#   - section: impact

# What needs no question. A word stands for all its forms; a/b is either of two; .. spans up to five words,
# ... the rest of the sentence.
answered-by:
  - says:
      - partner/partners .. told/informed/notified
      - told/informed/notified .. partner/partners
      - no partner/partners .. affected

# One question, in a few wordings; it ends in a question mark, begins with what, how or which, and judges nobody.
questions:
  - What were partners told, and when?
  - How did partners hear of it?

# One line on why one asks, and who says so.
why: Partners plan around what they hear, and ask first when they hear nothing.
source:
  title: Our incident handbook
  url: https://example.com/handbook

# What an answer could look like.
answer: Partners were told at 09:20 by mail, and again when it was over.

# How early it is asked within its topic, from 1 to 9, by who wrote the postmortem.
weight: { engineer: 5, manager: 7 }

# Documents that the rule asks about, and such about which it keeps silent. They are its tests.
examples:
  asked:
    - |
      ## Impact

      Orders could not be placed for an hour.
  silent:
    - |
      ## Impact

      Orders could not be placed for an hour. Partners were informed at 09:20.
`;

const extensionStarter = (id: string) => `# yaml-language-server: $schema=${SCHEMA}
# Changes the shipped rule ${id}: what stands here is different, all else stays.
# \`postmortem-coach rules explain ${id}\` shows it as it is.
extends: ${id}

# Wordings of your own take the place of the shipped ones.
# questions:
#   - What …?

# What answers it in your words is added to what answers it already.
# answered-by:
#   - says: your own words for it

# How early it is asked within its topic, from 1 to 9, by who wrote the postmortem.
weight: { engineer: 5, manager: 5 }
`;
