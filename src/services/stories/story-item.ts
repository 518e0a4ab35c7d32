/** An article as it is grouped. */
export type StoryItem = {
  id: string;
  /** When its news is from, epoch milliseconds. */
  at: number;
  title: string;
  /** The first words of its text; may be empty. */
  opening: string;
  /** BCP 47. */
  language: string;
};

/** What an article's words say of its event. The weights are before rarity, which only the index knows. */
export type StoryTerms = {
  /** Base language; stories of one language are told apart by its own words. */
  language: string;
  /** Stems of its language, by weight. */
  own: ReadonlyMap<string, number>;
  /** What other languages write too: names by their sound, known concepts and numbers. */
  shared: ReadonlyMap<string, number>;
};
