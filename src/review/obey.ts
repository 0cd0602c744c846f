import { type Command, COMMANDS, readCommands } from "../conversation/read-commands.ts";
import { signed } from "./messages.ts";
import type { Conversation, Heard, PlannedMessage, PlannedReaction, Remark, Thread } from "./model.ts";
import type { Say } from "./words.ts";

/** What somebody may do in a repository. */
export interface Rights {
  /** They opened the pull request, or may triage at least. */
  readonly mayCommand: boolean;
  readonly canWrite: boolean;
}

/** A comment with commands in it. */
export interface GivenCommands {
  readonly remark: Remark;
  /** The thread of ours in which it stands. */
  readonly thread: Thread | null;
  readonly commands: readonly Command[];
  /** Whether it was obeyed or refused before; null where neither is known. */
  readonly wasObeyed: boolean | null;
}

/** The texts that commands ask for. */
export interface Told {
  readonly template: () => string;
  readonly settings: () => string;
  /** What the rule of a thread looked for and found. */
  readonly explain: (thread: Thread) => string;
}

/** What commands ask of the review as a whole. */
export interface Asks {
  readonly asks: "request" | "rest" | null;
  /** Questions wait until somebody says otherwise. */
  readonly isPaused: boolean;
  /** Whether any command was not dealt with so far. */
  readonly hasNew: boolean;
}

/** What commands come to. */
export interface Obeyed {
  readonly messages: readonly PlannedMessage[];
  readonly reactions: readonly PlannedReaction[];
  /** By thread, what was skipped in it. */
  readonly skips: ReadonlyMap<string, readonly Heard[]>;
}

/**
 * Says what commands ask of the review as a whole. A pause lives in its own comment: it is in force as long as that is there.
 *
 * @param given all commands, from the first to the last
 * @param rights by login, of those whose commands are new
 */
export function asksOf(given: readonly GivenCommands[], rights: ReadonlyMap<string, Rights>): Asks {
  const obeyed = given.filter((commands) => isObeyed(commands, rights));
  const named = (commands: readonly GivenCommands[]) => commands.flatMap((one) => one.commands.map(({ name }) => name));
  const fresh = named(obeyed.filter(({ wasObeyed }) => wasObeyed === null));
  return {
    asks: fresh.includes("more") ? "rest" : fresh.includes("review") ? "request" : null,
    isPaused: named(obeyed).findLast((name) => name === "pause" || name === "resume") === "pause",
    hasNew: given.some(({ wasObeyed }) => wasObeyed === null),
  };
}

const isObeyed = ({ wasObeyed, remark }: GivenCommands, rights: ReadonlyMap<string, Rights>): boolean =>
  wasObeyed ?? rights.get(remark.author ?? "")?.mayCommand === true;

/** Finds the commands in a conversation, from the first to the last. */
export function findCommands({ threads, comments }: Conversation): GivenCommands[] {
  const given = (remarks: readonly Remark[], thread: Thread | null) =>
    remarks.flatMap((remark) => {
      const commands = remark.isOurs ? [] : readCommands(remark.body);
      return commands.length === 0
        ? []
        : [{ remark, thread, commands, wasObeyed: standingOf(remark, thread, comments) }];
    });
  return [...given(comments, null), ...threads.flatMap((thread) => given(thread.replies, thread))].toSorted((a, b) =>
    a.remark.at < b.remark.at ? -1 : 1,
  );
}

function standingOf({ id, reactions }: Remark, thread: Thread | null, comments: readonly Remark[]): boolean | null {
  const isAnswered = [...comments, ...(thread?.replies ?? [])].some(({ marker }) => marker?.to === id);
  if (isAnswered || thread?.marker.heard.some(({ reply }) => reply === id) === true) return true;
  if (reactions.has("+1")) return true;
  return reactions.has("confused") ? false : null;
}

/**
 * Does what people ask for, once.
 *
 * @param given all commands, from the first to the last
 * @param rights by login, of those whose commands are new
 */
export function obey(
  given: readonly GivenCommands[],
  rights: ReadonlyMap<string, Rights>,
  told: Told,
  conversation: Conversation,
  say: Say,
): Obeyed {
  const messages: PlannedMessage[] = [];
  const reactions: PlannedReaction[] = [];
  const skips = new Map<string, Heard[]>();
  let mayList = !hasList(conversation);
  for (const commands of given.filter(({ wasObeyed: before }) => before === null)) {
    const { remark, thread } = commands;
    const react = (content: "+1" | "confused") =>
      reactions.push({ to: remark.id, isReply: remark.root !== null, content });
    if (!isObeyed(commands, rights)) {
      react("confused");
      continue;
    }
    const isUnknown = commands.commands.every(({ name }) => name === null);
    const lists = mayList && commands.commands.some(({ name }) => name === null);
    const texts = commands.commands.flatMap((command) => textOf(command, thread, told, say) ?? []);
    if (lists) texts.push(`${say("command.unknown")}\n\n${writeHelp(say)}`);
    mayList &&= !lists;
    if (texts.length > 0) {
      const marker = { to: remark.id, about: lists ? "list" : "command", heard: null } as const;
      messages.push({ thread: remark.root, body: signed(texts.join("\n\n---\n\n"), marker) });
    }
    if (thread !== null) {
      const skip = skipIn(commands, rights.get(remark.author!)!);
      const known = [...thread.marker.heard, ...(skips.get(thread.id) ?? [])];
      const isKnown = known.some(({ kind, isWaiver }) => kind === "skip" && (isWaiver || skip?.isWaiver !== true));
      if (skip !== null && !isKnown) skips.set(thread.id, [...(skips.get(thread.id) ?? []), skip]);
    }
    if (!isUnknown) react("+1");
    else if (!lists) react("confused");
  }
  return { messages, reactions, skips };
}

/** Unknown commands get the list once, not each time. */
const hasList = ({ comments, threads }: Conversation): boolean =>
  [...comments, ...threads.flatMap(({ replies }) => replies)].some(({ marker }) => marker?.about === "list");

/** What a command wants to be told; null where it wants something else. */
function textOf({ name }: Command, thread: Thread | null, told: Told, say: Say): string | null {
  switch (name) {
    case "help":
      return writeHelp(say);
    case "template":
      return told.template();
    case "settings":
      return told.settings();
    case "explain":
      return thread === null ? say("command.elsewhere") : told.explain(thread);
    case "skip":
      return thread === null ? say("command.elsewhere") : null;
    default:
      return null;
  }
}

/** The comment that remembers it has no room for more. */
const MAX_REASON = 300;

function skipIn({ remark, commands }: GivenCommands, { canWrite }: Rights): Heard | null {
  const skip = commands.find(({ name }) => name === "skip");
  if (skip === undefined) return null;
  const words = skip.argument.slice(0, MAX_REASON);
  return { reply: remark.id, kind: "skip", pushback: null, words, isWaiver: canWrite && words !== "" };
}

function writeHelp(say: Say): string {
  return [say("command.list"), "", ...COMMANDS.map((name) => `- \`/coach ${name}\`: ${say(`command.${name}`)}`)].join(
    "\n",
  );
}
