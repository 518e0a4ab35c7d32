/** What a model is told about a fault of its text at the one repair. Ours alone: nothing of the article or of the answer stands in it. */
const WORDS: Readonly<Record<string, string>> = {
  'no-words': 'it is empty',
  'no-evidence': 'it cites no evidence',
  quote: 'its evidence is not copied character for character from the paragraph that it names',
  number: 'a number differs from the original',
  'number-swap': 'a number stands for something else in the original',
  date: 'a date differs from the original',
  name: 'a name differs from the original',
  'name-swap': 'a name stands in the place of another one of the original',
  negation: 'it denies what the original affirms, or the other way round',
  speaker: 'it gives a statement to another speaker than the original',
  quotation: 'it quotes other words, or more or fewer passages, than the original',
  coverage: 'the original does not say this',
  link: 'it holds a link',
  address: 'it holds an address',
  mention: 'it holds an @name or a mention',
  markup: 'it holds markup',
  prompt: 'it repeats the instructions',
  language: 'it is in the wrong language',
  unrelated: 'it says nothing of what the original says',
  attribution: 'the original says who said this, and it does not',
  cut: 'it is cut off or much shorter than the original',
  glossary: 'it does not use the given translation of a term',
};

/** The words for a fault, for the model to mend it by. */
export function explainFault(fault: string): string {
  return WORDS[fault] ?? 'it does not agree with the original';
}
