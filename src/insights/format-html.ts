import { describeLook } from "./format-text.ts";
import type { Insights, MonthInsight, RuleInsight } from "./model.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1d1f; --soft: #5b6068; --line: #d9dce1; --page: #fff; --bar: #2a6f97; --rest: #c9d6df; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e9ec; --soft: #a9b0ba; --line: #3a3f47; --page: #16181b; --bar: #6fb3d9; --rest: #3b4a55; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem; max-width: 60rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2rem; }
p.about, figcaption, .why { color: var(--soft); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 0.35rem 0.6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } code { font-size: 0.92em; }
figure { margin: 0; } svg { width: 100%; height: auto; } .bar { fill: var(--bar); } .rest { fill: var(--rest); } text { fill: var(--ink); font: 12px system-ui, sans-serif; }
blockquote { margin: 0.4rem 0; padding-left: 0.8rem; border-left: 3px solid var(--line); }`;

/** Insights as one page that needs nothing else: it reads well on a phone and in the dark. */
export function formatInsightsHtml(insights: Insights): string {
  const { owner, since, repositories, pullRequests, asked, rules, months, unread } = insights;
  const looks = rules.filter(({ secondLook }) => secondLook !== null);
  const reasons = rules.filter((rule) => rule.reasons.length > 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What came of the questions: ${escape(owner)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>What came of the questions: ${escape(owner)} since ${since}</h1>
<p class="about">${asked} questions in ${pullRequests} pull requests of ${repositories} repositories. Rules are looked at here, people are not.</p>
${section("How often rules ask, and how much of it the text answers", rules.length === 0 ? "" : `${ruleChart(rules)}${ruleTable(rules)}`)}
${section("Rules that deserve a second look", list(looks.map((rule) => `<code>${rule.rule}</code>: ${describeLook(rule)}`)))}
${section("Reasons that people gave", reasons.map((rule) => `<p><code>${rule.rule}</code></p>${rule.reasons.map((reason) => `<blockquote>${escape(reason)}</blockquote>`).join("")}`).join(""))}
${section("By month", months.length === 0 ? "" : monthChart(months))}
${section("Not read", list(unread.map(escape)))}
</main>
</body>
</html>
`;
}

const section = (title: string, content: string) => (content === "" ? "" : `<h2>${title}</h2>\n${content}`);
const list = (items: readonly string[]) =>
  items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;

const ROW = 22;
const NAME = 190;
const WIDTH = 640;

function ruleChart(rules: readonly RuleInsight[]): string {
  const most = Math.max(...rules.map(({ asked }) => asked));
  const scale = (count: number) => Math.round(((WIDTH - NAME - 50) * count) / most);
  const rows = rules.map(({ rule, asked, answered }, index) => {
    const y = index * ROW;
    return `<text x="0" y="${y + 15}">${rule}</text><rect class="rest" x="${NAME}" y="${y + 4}" width="${scale(asked)}" height="14"/><rect class="bar" x="${NAME}" y="${y + 4}" width="${scale(answered)}" height="14"/><text x="${NAME + scale(asked) + 6}" y="${y + 15}">${answered} of ${asked}</text>`;
  });
  return figure(rules.length * ROW, rows, "Dark: answered in the text, of all that was asked.");
}

function monthChart(months: readonly MonthInsight[]): string {
  const most = Math.max(...months.map(({ asked }) => asked));
  const step = WIDTH / months.length;
  const height = 160;
  const scale = (count: number) => Math.round((120 * count) / most);
  const every = Math.ceil(months.length / 12);
  const bars = months.map(({ month, asked, answered }, index) => {
    const [x, width] = [Math.round(index * step + step * 0.15), Math.max(2, Math.round(step * 0.7))];
    const label = index % every === 0 ? `<text x="${x}" y="${height - 4}">${month}</text>` : "";
    const bar = (kind: string, count: number) =>
      `<rect class="${kind}" x="${x}" y="${138 - scale(count)}" width="${width}" height="${scale(count)}"><title>${month}: ${answered} of ${asked} answered</title></rect>`;
    return `${bar("rest", asked)}${bar("bar", answered)}${label}`;
  });
  return figure(height, bars, "Questions by month; dark: answered in the text.");
}

const figure = (height: number, parts: readonly string[], caption: string) =>
  `<figure><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${caption}">${parts.join("")}</svg><figcaption>${caption}</figcaption></figure>`;

function ruleTable(rules: readonly RuleInsight[]): string {
  const rows = rules.map(
    (rule) =>
      `<tr><td><code>${rule.rule}</code></td><td>${rule.asked}</td><td>${rule.answered}</td><td>${rule.replied}</td><td>${rule.skipped}</td><td>${rule.pushedBack}</td><td>${rule.openAtMerge}</td></tr>`,
  );
  return `<div class="scroll"><table><thead><tr><th>Rule</th><th>Asked</th><th>Answered in the text</th><th>Only in a reply</th><th>Skipped</th><th>Pushed back</th><th>Open at merge</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
