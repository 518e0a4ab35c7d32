/** Terms as numbers, each held once. A term is forgotten with the last cell that holds it, and its number given to another. */
export type Vocabulary = {
  numbers: Map<string, number>;
  terms: string[];
  free: number[];
  /** By number: the first cell of the term, and how many there are. */
  heads: Int32Array;
  counts: Int32Array;
  /** By number: where the row that is looked at holds the term; all 0 between two looks. */
  marks: Int32Array;
};

const FIRST_TERMS = 1_024;
const GROWTH = 1.5;

/** No terms yet. */
export function noTerms(): Vocabulary {
  const list = () => new Int32Array(FIRST_TERMS);
  return { numbers: new Map(), terms: [], free: [], heads: list(), counts: list(), marks: list() };
}

/** The number of a term, which is made known by this. */
export function numberOf(vocabulary: Vocabulary, term: string): number {
  const known = vocabulary.numbers.get(term);
  if (known !== undefined) return known;
  const number = vocabulary.free.pop() ?? vocabulary.terms.length;
  vocabulary.terms[number] = term;
  vocabulary.numbers.set(term, number);
  if (number >= vocabulary.heads.length) grow(vocabulary);
  return number;
}

/** Forgets a term that no cell holds. */
export function forgetTerm(vocabulary: Vocabulary, number: number): void {
  vocabulary.numbers.delete(vocabulary.terms[number] ?? '');
  vocabulary.terms[number] = '';
  vocabulary.free.push(number);
}

function grow(vocabulary: Vocabulary): void {
  const longer = (list: Int32Array) => {
    const copy = new Int32Array(Math.ceil(list.length * GROWTH));
    copy.set(list);
    return copy;
  };
  vocabulary.heads = longer(vocabulary.heads);
  vocabulary.counts = longer(vocabulary.counts);
  vocabulary.marks = longer(vocabulary.marks);
}
