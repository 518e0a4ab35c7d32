/** Words as `score_rouge.py --tok unicode` sees them: composed, in lower case, runs of letters and figures. */
export function rougeWords(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

export type Rouge = { one: number; two: number; longest: number };

/** ROUGE-1, ROUGE-2 and ROUGE-L F1 (Lin 2004) of words against the mean of the references, each from 0 to 1. */
export function scoreRouge(words: readonly string[], references: readonly (readonly string[])[]): Rouge {
  const total: Rouge = { one: 0, two: 0, longest: 0 };
  for (const reference of references) {
    const share = 1 / references.length;
    total.one += share * f1(countCommon(words, reference), words.length, reference.length);
    total.two += share * f1(countCommon(pairs(words), pairs(reference)), words.length - 1, reference.length - 1);
    total.longest += share * f1(longestCommon(words, reference), words.length, reference.length);
  }
  return total;
}

function f1(common: number, ours: number, theirs: number): number {
  return common > 0 ? (2 * common) / (ours + theirs) : 0;
}

function pairs(words: readonly string[]): readonly string[] {
  return words.slice(1).map((word, i) => `${words[i] ?? ''} ${word}`);
}

function countCommon(ours: readonly string[], theirs: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of theirs) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of ours) {
    const count = left.get(word) ?? 0;
    if (count > 0) common++;
    left.set(word, count - 1);
  }
  return common;
}

function longestCommon(ours: readonly string[], theirs: readonly string[]): number {
  let before: readonly number[] = Array.from({ length: theirs.length + 1 }, () => 0);
  for (const word of ours) {
    const row = [0];
    theirs.forEach((other, j) => {
      row.push(word === other ? (before[j] ?? 0) + 1 : Math.max(before[j + 1] ?? 0, row[j] ?? 0));
    });
    before = row;
  }
  return before[theirs.length] ?? 0;
}
