/** What the rules must know of a language to tell who speaks. All patterns are matched without regard to case unless said otherwise. */
export type VoiceProfile = {
  /** A finite verb of saying with its auxiliaries, as a regular expression's source without groups that capture. */
  says: string;
  /** Verbs that count beside quoted words only. */
  saysQuoted: string;
  /** A participle that carries on: "soulignant", "adding". */
  saying: string;
  /** A verb of saying and its pronoun in one: "a-t-il détaillé"; the first group is the pronoun. Empty where the language has none. */
  inverted: string;
  /** Any verb right behind a quotation, whether or not it is known as one of saying. */
  afterQuotation: string;
  /** "according to": what stands before the speaker's name. */
  formulas: string;
  /** Nouns between a formula and the speaker: "les informations fournies par", "a study by". */
  sources: string;
  /** Between the speaker and the one who passed it on: "et reprises par", "quoted by"; the passer-on follows. */
  passedOnBy: string;
  /** "is quoted by": its subject speaks, what follows passed it on. */
  quotedBy: string;
  /** The other way round: "citant", "citing"; the speaker follows. */
  citing: string;
  /** What must follow a verb of saying for words without quotation marks to be reported. Empty: anything may. */
  complement: string;
  /** Verbs (the end of what matched) whose plain object is what was said: "a annoncé la suspension". */
  saysThings: string;
  /** What may follow a speaker that stands behind a verb, beside the end of the sentence. Empty: nothing. */
  afterSpeaker: string;
  /** What may stand between a verb and its subject behind it. */
  betweenVerbAndSubject: string;
  determiners: string;
  /** Begins a description of one known person: "the minister". */
  definite: RegExp;
  /** Right before a verb's form they make a noun of it: "la note", "the claims". */
  articles: string;
  /** Words that end a noun phrase. */
  phraseEnds: string;
  /** Words at which a clause begins. */
  clauseStarts: string;
  /** Words that no subject begins with: prepositions above all. */
  notSubjects: string;
  /** Adverbs and auxiliaries between a subject and its verb, dropped from the subject's end. */
  trailing: string;
  pronouns: ReadonlySet<string>;
};
