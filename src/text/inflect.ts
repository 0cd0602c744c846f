/** Verbs whose forms no rule gives. Each line holds one verb with all its forms. */
const IRREGULAR: ReadonlyMap<string, readonly string[]> = new Map(
  `be am is are was were been being
  become becomes became becoming
  begin begins began begun beginning
  break breaks broke broken breaking
  bring brings brought bringing
  build builds built building
  buy buys bought buying
  catch catches caught catching
  choose chooses chose chosen choosing
  come comes came coming
  cut cuts cutting
  deal deals dealt dealing
  do does did done doing
  draw draws drew drawn drawing
  drive drives drove driven driving
  fall falls fell fallen falling
  feel feels felt feeling
  find finds found finding
  forget forgets forgot forgotten forgetting
  get gets got gotten getting
  give gives gave given giving
  go goes went gone going
  grow grows grew grown growing
  have has had having
  hear hears heard hearing
  hit hits hitting
  hold holds held holding
  hurt hurts hurting
  keep keeps kept keeping
  know knows knew known knowing
  lead leads led leading
  leave leaves left leaving
  let lets letting
  lose loses lost losing
  make makes made making
  mean means meant meaning
  meet meets met meeting
  mistake mistakes mistook mistaken mistaking
  pay pays paid paying
  put puts putting
  read reads reading
  rebuild rebuilds rebuilt rebuilding
  reset resets resetting
  rise rises rose risen rising
  run runs ran running
  say says said saying
  see sees saw seen seeing
  send sends sent sending
  set sets setting
  shut shuts shutting
  speak speaks spoke spoken speaking
  spend spends spent spending
  spin spins spun spinning
  stand stands stood standing
  stick sticks stuck sticking
  take takes took taken taking
  tell tells told telling
  think thinks thought thinking
  throw throws threw thrown throwing
  understand understands understood understanding
  wake wakes woke woken waking
  withdraw withdraws withdrew withdrawn withdrawing
  write writes wrote written writing
  overwrite overwrites overwrote overwritten overwriting`
    .split("\n")
    .map((line) => line.trim().split(" "))
    .map((forms) => [forms[0]!, forms] as const),
);

/** Words that stand for themselves alone: small words have no forms that mean the same. */
const FIXED = new Set(
  `a an the this that these those i we you he she it they us them our your his her its their who whom whose which what when where why how
  not no nor never none nobody nothing neither either both all any some each every many much more most few less least only just also too very
  and or but if then than so as because since while until till after before during within without between among across
  of in on at to from by for with about into onto over under above below off out up down again back
  will would can could should shall may might must ought
  as soon already still yet once twice here there now ago later today yesterday
  one two three four five six seven eight nine ten none zero half`.split(/\s+/),
);

const VOWEL = /[aeiou]/;

/**
 * The forms in which a word is written: its plural, its third person, its past and its -ing form.
 *
 * @param word a word in lower case, as a dictionary lists it
 * @returns the word itself and its regular or listed irregular forms; small words have none but themselves
 */
export function inflect(word: string): readonly string[] {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (FIXED.has(word) || word.length < 3 || !/^[a-z]+$/.test(word)) return [word];
  const stem = word.slice(0, -1);
  const last = word.at(-1)!;
  const before = word.at(-2)!;
  if (last === "y" && !VOWEL.test(before)) return [word, `${stem}ies`, `${stem}ied`, `${word}ing`];
  if (last === "e")
    return [
      word,
      `${word}s`,
      `${word}d`,
      before === "i" ? `${word.slice(0, -2)}ying` : before === "e" ? `${word}ing` : `${stem}ing`,
    ];
  if (/(?:s|x|z|ch|sh)$/.test(word)) return [word, `${word}es`, `${word}ed`, `${word}ing`];
  const forms = [word, `${word}s`, `${word}ed`, `${word}ing`];
  // One short vowel before a last consonant doubles it (stop, stopped); longer words do so when the last syllable is stressed (refer, referred).
  if (VOWEL.test(before) && !/[aeiouwxy]/.test(last) && !VOWEL.test(word.at(-3) ?? "a"))
    forms.push(`${word}${last}ed`, `${word}${last}ing`);
  return forms;
}
