import { baseLanguage } from './languages.ts';

/** Subjects that point at somebody named before: looked for among the first words of a sentence. */
const PRONOUNS: Readonly<Record<string, string>> = {
  fr: 'il elle ils elles lui eux',
  en: 'he she it they him her them',
  de: 'er sie es ihn ihm',
  es: 'él ella ello ellos ellas',
  it: 'egli ella esso essa essi lui lei loro',
  pt: 'ele ela eles elas',
  nl: 'hij zij ze het hem haar',
  nb: 'han hun ham henne',
  da: 'han hun ham hende',
  sv: 'han hon honom henne',
  ru: 'он она оно они его её их ему ей им',
  uk: 'він вона воно вони його її їх йому їй їм',
  pl: 'on ona ono oni one jego jej ich jemu',
};

/** A quotation whose speaker is a pronoun: "a-t-il dit", "he said", "sagte sie". */
const UNNAMED_SPEAKERS: Readonly<Record<string, RegExp>> = {
  fr: /\p{L}-(?:t-)?(?:il|elle|ils|elles)(?!\p{L})/iu,
  en: /["”’]\s*,?\s*(?:he|she|they)\s|(?:said|says|added|told)\s(?:he|she|they)[\s.,]/iu,
  de: /["“«»],?\s+(?:sagte|erklärte|so|betonte|fügte|meinte)\s(?:er|sie)(?!\p{L})/iu,
};

/** Nothing but a quotation: who speaks stands in another sentence. */
const BARE_QUOTATION = /^(?:«[^»]*»|“[^”]*”|„[^“”]*[“”]|"[^"]*")[.!?…]?$/u;

/** Openings that carry on from the sentence before, with bars between. */
const CONNECTORS: Readonly<Record<string, string>> = {
  fr: 'mais|et|or|ainsi|enfin|cependant|toutefois|pourtant|donc|aussi|puis|ensuite|en outre|de plus|par ailleurs|qui plus est|quant|en effet|néanmoins|ce|ces|cet|cette|celui|celle|ceux|celles|ceci|cela|leur|leurs|son|sa|ses|au contraire|à ce sujet|c est|c était|dans ce|dans cet|dans cette|dans ces|pour ce|pour cela|pour cette|à cet|à cette|à ces|après ce|après cela|après cette|sur ce|avec ce|avec cette|de ce|de cette|du reste|lors de cette|l un d|l une d|tous deux|toutes deux',
  en: 'but|and|so|however|moreover|furthermore|also|meanwhile|besides|instead|therefore|thus|yet|then|still|nevertheless|in addition|as a result|such|this|that|these|those|in this|in that|for this|with this|at this|after that|after this|both|his|hers|their|its',
  de: 'aber|und|doch|jedoch|zudem|außerdem|allerdings|deshalb|daher|dabei|damit|dennoch|auch|dann|so|darüber hinaus|dies|diese|dieser|dieses|deren|dessen|ihr|ihre|sein|seine',
  es: 'pero|y|además|sin embargo|así|por tanto|también|entonces|asimismo|no obstante|por otra parte|esto|eso|este|esta|estos|estas|ese|esa|su|sus',
  it: 'ma|e|inoltre|tuttavia|così|quindi|anche|poi|infine|però|infatti|questo|questa|questi|queste|ciò|suo|sua|suoi',
  pt: 'mas|e|além|porém|assim|também|então|no entanto|por isso|todavia|isso|isto|este|esta|esse|essa|seu|sua',
  nl: 'maar|en|ook|echter|bovendien|daarom|toch|dan|daarnaast|dit|dat|deze|die|hun|zijn',
  nb: 'men|og|også|dessuten|derfor|likevel|dette|denne|disse|slik|da',
  da: 'men|og|også|desuden|derfor|alligevel|dette|denne|disse|sådan',
  sv: 'men|och|också|dessutom|därför|ändå|detta|denna|dessa|så',
  ru: 'но|и|а|также|однако|поэтому|кроме того|при этом|тем не менее|это|этот|эта|эти',
  uk: 'але|і|й|а|також|однак|тому|крім того|при цьому|це|цей|ця|ці',
  pl: 'ale|i|a|także|jednak|dlatego|ponadto|poza tym|oraz|to|ten|ta|te',
};

/** "Ce lundi", "this week": they point at the day of the news and not at a sentence before. */
const OF_THE_DAY: Readonly<Record<string, RegExp>> = {
  fr: /^(?:dans |de |à |pour )?(?:ce|cet|cette) (?:\d|matin|midi|après|soir|nuit|jour|semaine|week|mois|année|an|été|hiver|automne|printemps|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)/u,
  en: /^(?:in |for |at )?this (?:morning|afternoon|evening|week|weekend|month|year|summer|winter|autumn|spring|fall)/u,
  de: /^(?:in )?diese[rsnm]? (?:morgen|woche|wochenende|monat|jahr|sommer|winter|tage)/u,
  es: /^(?:en )?est[ea] (?:mañana|tarde|noche|semana|fin|mes|año|lunes|martes|miércoles|jueves|viernes|sábado|domingo)/u,
  it: /^(?:in )?quest[oa] (?:mattina|sera|notte|settimana|mese|anno|estate|inverno)/u,
  pt: /^(?:n)?est[ea] (?:manhã|tarde|noite|semana|mês|ano|segunda|terça|quarta|quinta|sexta|sábado|domingo)/u,
};

/** How far into a sentence a pronoun is looked for: "De plus, il a noté". */
const FIRST_WORDS = 3;

const bases = new Map<string, string>();

/** `baseLanguage`, read once for each tag. */
function keepBase(tag: string): string {
  let base = bases.get(tag);
  if (base === undefined) {
    base = baseLanguage(tag);
    bases.set(tag, base);
  }
  return base;
}

/** Whether a sentence leans on the one before: it opens with a pronoun or with a word that carries on, or quotes nobody named. */
export function startsDangling(sentence: string, language: string): boolean {
  const base = keepBase(language);
  const first =
    sentence
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, FIRST_WORDS) ?? [];
  const opening = `${first.join(' ')} `;
  const impersonal = base === 'fr' && /^il (?:y a|faut|s |convient)/.test(opening);
  if (impersonal || OF_THE_DAY[base]?.test(opening)) return false;
  const pronouns = (PRONOUNS[base] ?? '').split(' ');
  if (first.some((word, i) => pronouns.includes(word) && (i === 0 || !isNamedBefore(sentence)))) return true;
  if (UNNAMED_SPEAKERS[base]?.test(sentence) || BARE_QUOTATION.test(sentence)) return true;
  return (CONNECTORS[base] ?? '').split('|').some((words) => words !== '' && opening.startsWith(`${words} `));
}

/** A name after the first word gives the pronoun its antecedent: "Interrogée, Anne Roy a dit qu'elle". */
function isNamedBefore(sentence: string): boolean {
  const [, ...rest] = sentence.match(/\p{L}+/gu)?.slice(0, FIRST_WORDS) ?? [];
  return rest.some((word) => /^\p{Lu}/u.test(word));
}

/** Whoever says "I" or "we" is quoted, or tells a story: neither sums one up. */
const FIRST_PERSON: Readonly<Record<string, string>> = {
  fr: 'je j nous notre nos mon ma mes moi me',
  en: 'i we our my me us',
  de: 'ich wir uns unser unsere mein meine mir mich',
  es: 'yo nosotros nuestro nuestra mi mis me nos',
  it: 'io noi nostro nostra mio mia mi ci',
  pt: 'eu nós nosso nossa meu minha me',
  nl: 'ik wij we ons onze mijn mij',
  nb: 'jeg vi oss vår våre min mitt meg',
  sv: 'jag vi oss vår våra min mitt mig',
  da: 'jeg vi os vores min mit mig',
  pl: 'ja my nas nasz nasza mój moja mnie mi',
  ru: 'я мы нас наш наша мне меня мой моя',
  uk: 'я ми нас наш наша мені мене мій моя',
};

const sets = new Map<string, ReadonlySet<string>>();

/** The set under `key`, made once: articles come by the thousand. */
function keepSet(key: string, words: () => readonly string[]): ReadonlySet<string> {
  let set = sets.get(key);
  if (!set) {
    set = new Set(words());
    sets.set(key, set);
  }
  return set;
}

/** Whether one of the `words` (lower case) is "I", "we" or "our" in the language. */
export function isFirstPerson(words: readonly string[], language: string): boolean {
  const set = keepSet(`first person ${language}`, () => (FIRST_PERSON[language] ?? '').split(' '));
  return words.some((word) => set.has(word));
}

const WEEK = [0, 1, 2, 3, 4, 5, 6];

/** The words in the names of the weekdays, in lower case: news says when. */
export function dayNames(language: string): ReadonlySet<string> {
  return keepSet(`days ${language}`, () => {
    const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
    return WEEK.flatMap(
      (day) =>
        format
          .format(day * 86_400_000)
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    );
  });
}
