/**
 * The template for postmortems that ships with the project: whoever fills it in has answered what the rules ask. Its prompts are comments, so that an empty one
 * is no text yet.
 */
export const TEMPLATE = `# What happened, in a few words

|           |      |
| --------- | ---- |
| Start     |      |
| Detected  |      |
| Mitigated |      |
| Resolved  |      |

## Summary

<!-- Three sentences for somebody from another team: what people saw, for how long, why it happened, how it ended. -->

## Impact

<!-- What did a customer see, in their own words: which page, which message? -->

<!-- How many were affected, of how many: requests, customers, money? For how long? -->

<!-- Which customers, by tier, region or plan? Was one of them most of it? -->

<!-- What happened downstream: queues, retries, partners, other teams? -->

<!-- Was data lost, changed, held up or seen by others? "None" is an answer, too. -->

## Timeline

All times are in UTC.

<!-- The first cause, the first person who felt it, the alarm, each decision, the mitigation, the proof that it worked. -->

| Time | What happened |
| ---- | ------------- |
|      |               |

## Detection

<!-- What told us: which alarm, or which customer? How long after the start, and what would have told us sooner? -->

## Cause

<!-- What set it off? -->

<!-- What else had to be true for it to go this far: defaults, load, habits, limits? -->

<!-- Which check could have caught it, and what kept it from doing so? Which other changes were under way? -->

## Response

<!-- What was tried, what helped, what took the time between detection and mitigation? How do we know that it is over? -->

## Lessons learned

### What went well

### What went poorly

### Where we got lucky

## Action items

| Action | Owner | Due | Done when | Ticket |
| ------ | ----- | --- | --------- | ------ |
|        |       |     |           |        |
`;
