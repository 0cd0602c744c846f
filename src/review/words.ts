/**
 * Every sentence that the app writes on GitHub. What stands in braces is filled in, and is made safe before.
 *
 * They are linted for tone like the rules' questions: no judgement, no command, no praise that nothing backs.
 */
export const WORDS = {
  // The review's opening.
  "review.one": "One question a reader might have, below, on its line.",
  "review.some": "{count} questions a reader might have, below, on their lines.",
  "review.clear": "Already clear: {topics}.",
  "review.first":
    "Everyone gets a few of these with a postmortem: they are questions and not marks, and skipping any of them is fine.",
  "review.template": "For the next one, [a template]({url}) opens as a new file with these questions in it.",
  "review.optional": "Each of them may be answered in the text, skipped, or argued with.",
  "review.required":
    "Those that say so in their fold want an answer; any other may be answered in the text, skipped, or argued with.",
  // A question's comment.
  "comment.why": "Why ask?",
  "comment.reason": "{why} ([{title}]({url}))",
  "comment.answer": "An answer could look like this: “{answer}”",
  "comment.offer": "The same lines with room for it, to take over and fill in:",
  "comment.skip":
    "To skip it, reply `/coach skip`, with a reason if there is one, or resolve this conversation; a comment `<!-- coach-ignore {rule} -->` in the document does the same for good. Rule: `{rule}`.",
  "comment.required":
    "The settings ask for an answer to this, in the text, or for a reason to skip it by somebody with write access: `/coach skip` and the reason, as a reply. Rule: `{rule}`.",
  // What became of a question.
  "closed.answered": "✓ The text answers this as of {commit}, thank you.",
  "closed.gone": "✓ The passage that this was about is gone as of {commit}.",
  "closed.skipped": "✓ Skipped, as the document asks.",
  "closed.skipped.command": "✓ Skipped, as asked here.",
  "closed.skipped.reason": "✓ Skipped: {reason}",
  "closed.replied": "✓ Answered in this conversation; the text does not say it yet.",
  "closed.settled": "✓ Talked about and set aside; not asked again in this pull request.",
  "closed.off": "✓ No longer asked here: the settings switched this rule off.",
  // Messages in a question's thread: never more than two.
  "talk.answer.suggestion": "Thank you, that answers it. Taken over into the text, the next reader finds it, too:",
  "talk.answer.copy": "Thank you, that answers it. Copied into the text, the next reader finds it, too:",
  "talk.answer.copy.section":
    "Thank you, that answers it. Copied into the section “{section}”, the next reader finds it, too:",
  "talk.answer.bare":
    "Thank you, that answers it here. With a sentence about it in the text, the next reader knows it, too.",
  "talk.why.irrelevant": "Good to know. What makes it matter less in an incident like this one?",
  "talk.why.practice": "Good to know. How does the present way work for those who read these later?",
  "talk.why.fine": "Good to hear. What does the present shape make easier for its readers?",
  "talk.why.covered": "It may well have been read past here. Which line says it?",
  "talk.why.private": "Understood. Where do those who are to know it find it?",
  "talk.why.disagree": "That is worth hearing. How does it look from where it happened?",
  "talk.why.rest": "A few words are plenty; with the next reply, the question rests.",
  "talk.settled": "Thank you, that is noted with the rule.",
  "talk.settled.rests": "The question rests in this pull request.",
  "talk.required":
    "The settings ask for an answer all the same: in the text, or as `/coach skip` with a reason by somebody with write access.",
  "talk.settled.rule": "What the rule is for",
  "talk.settled.discuss": "Where those who keep the rules talk",
  "talk.stop": "This question rests now; a comment `/coach pause` stops all of them in this pull request.",
  "talk.question":
    "What it is after: {why} An answer could look like this: “{answer}” A reply `/coach explain` tells what was looked for and found.",
  // Commands.
  "command.list": "What can be asked here, in a comment, on a line of its own:",
  "command.unknown": "There is no such command.",
  "command.elsewhere": "`/coach explain` and `/coach skip` are for a question's own conversation, as a reply there.",
  "command.review": "asks now, also on a draft",
  "command.more": "asks all that is left, at once",
  "command.skip": "in a question's conversation: sets it aside, with a reason if one follows",
  "command.explain": "in a question's conversation: what the rule looked for, what it found, and its source",
  "command.pause": "no more questions in this pull request; the check run goes on",
  "command.resume": "questions again, after a pause",
  "command.template": "a template for postmortems",
  "command.settings": "what is in force here, and which file says so",
  "command.help": "this list",
  "explain.nothing": "The document could not be read this time, so there is nothing to tell.",
  "explain.outcome": "`{rule}`: {outcome}.",
  "explain.answered": "`{rule}`: answered in line {line}.",
  "explain.looked": "What it looked for; what it found is marked with ✓:",
  "check.paused": "`/coach pause` keeps questions back; `/coach resume` lets them come again.",
  // The template, and the settings.
  "template.own": "[The template that is used here]({url}).",
  "template.new": "[A template to start from]({url}): it opens as a new file, and asks for nothing but its story.",
  "template.fold": "The template, to copy",
  "settings.list": "In force here, each with the layer that says so:",
  "settings.hidden": "(set there, and not shown here)",
  "settings.refused": "Not in force:",
  // The check run.
  "check.none": "No postmortems in this pull request",
  "check.none.more": "Nothing to read here.",
  "check.waits.ready": "Waits until the pull request is ready",
  "check.waits.ready.more": "A draft is reviewed when it is marked ready for review; “Ask now” asks at once.",
  "check.waits.push": "Opened before Postmortem Coach came",
  "check.waits.push.more":
    "The next push gets a review; “Ask now” asks at once, and so does a comment `/coach review`.",
  "check.notes": "Settings",
  "settings.left": "(left out until it is mended; `postmortem-coach settings check` says more)",
  "settings.unlocked":
    "The settings of {organisation} can't be read, so what they lock and require is not in force here.",
  "settings.unseen":
    "If there is a repository {organisation}, this app was not given access to it: what its settings lock and require is not in force here.",
  "check.policy": "What this pull request would make of settings and rules",
  "check.policy.none": "The settings and rules can be read",
  "check.policy.one": "One thing in the settings or rules can't be used as it is",
  "check.policy.some": "{count} things in the settings or rules can't be used as they are",
  "check.merge": "The pull request was looked at",
  "check.merge.more": "Postmortem Coach reads pull requests; in the merge queue there is nothing left to ask.",
  "check.answered": "Nothing left to ask",
  "check.open.one": "One question is open",
  "check.open.some": "{count} questions are open",
  "check.required.one": "One question asks for an answer",
  "check.required.some": "{count} questions ask for an answer",
  "check.required.more":
    "The settings ask for an answer to these, in the text, or for a reason to skip them by somebody with write access: {rules}.",
  "check.required.unread": "The settings ask for an answer to some questions, and this was not looked at: {documents}.",
  "check.asked": "Asked",
  "check.listed": "Asked here, since the change does not touch the lines",
  "check.summary": "Listed here only, as the settings want it",
  "check.held": "Held back",
  "check.held.more": "{count} more for a later round, or at once with “Ask the rest”.",
  "check.clear": "What the text answers",
  "check.skipped": "Skipped",
  "check.role":
    "Whether an engineer or a manager wrote a postmortem changes what is asked first; `role: engineer` or `role: manager` in its front matter says so, or `roles` in the settings.",
  "check.passed": "Not read",
  "check.note": "Nothing to ask",
  "check.trouble": "Could not look at this pull request",
  "check.trouble.more": "{reason} Nothing is lost: “Look again” or the next push tries anew.",
  "state.open": "open",
  "state.answered": "answered in line {line}",
  "state.answered.bare": "answered",
  "state.gone": "its passage is gone",
  "state.skipped": "skipped",
  "state.skipped.deleted": "skipped (its comment is gone)",
  "state.skipped.resolved": "skipped ({who} resolved its conversation)",
  "state.skipped.ignored": "skipped (silenced in the document)",
  "state.replied": "answered in the conversation, not yet in the document",
  "state.settled": "talked about and set aside",
  "state.skipped.command": "skipped in its conversation",
  "state.skipped.reason": "skipped: {reason}",
  "state.off": "no longer asked (switched off in the settings)",
  "state.required": "required",
  "action.rest": "Ask the rest",
  "action.rest.more": "One more round with all that is left",
  "action.now": "Ask now",
  "action.now.more": "Review the pull request as it is",
  "action.again": "Look again",
  "action.again.more": "Read the pull request once more",
} as const;

export type Phrase = keyof typeof WORDS;

/** Fills in a sentence. The values must be safe Markdown already (see `inert`). */
export type Say = (phrase: Phrase, values?: Readonly<Record<string, string | number>>) => string;

/** Says the sentences as somebody words them; what they don't word, as we do. */
export function sayIn(own: Readonly<Partial<Record<Phrase, string>>>): Say {
  return (phrase, values = {}) =>
    (own[phrase] ?? WORDS[phrase]).replaceAll(/\{(\w+)\}/gu, (whole, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : whole,
    );
}

export const say: Say = sayIn({});
