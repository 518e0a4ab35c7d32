/** What a headline in English leaves in lower case. */
const LOWER = new Set(
  'a an the of in on to for and at by with from as is or vs but nor up out off its it your over after into'.split(' '),
);
const WORD = /\p{L}[\p{L}\p{M}'’]*/gu;
const CAPITAL = /^\p{Lu}/u;

/** Every word with a capital but English articles and prepositions: no other language of the news writes its headlines so. */
export function isTitleCase(text: string): boolean {
  const words = text.match(WORD) ?? [];
  const small = words.filter((word) => !CAPITAL.test(word));
  const capitals = words.length - small.length;
  return capitals >= 3 && small.length < words.length * 0.4 && small.every((word) => LOWER.has(word));
}

/** "Microsoft's". */
export function hasPossessive(text: string): boolean {
  return /\p{L}['’]s(?!\p{L})/u.test(text);
}
