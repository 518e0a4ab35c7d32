import type { Draw } from '../crash-draw.ts';

/** Sentences of one language: who, does, what, where or when. Any of each makes a sentence. */
type Grammar = {
  file: string;
  who: readonly [string, ...string[]];
  does: readonly [string, ...string[]];
  what: readonly [string, ...string[]];
  tail: readonly [string, ...string[]];
  /** Between two places. */
  at: (one: string, other: string) => string;
  /** Says a number. */
  count: (n: number) => string;
  about: (file: string) => string;
};

const en: Grammar = {
  file: 'Dossier',
  who: [
    'The harbor council',
    'The regional library',
    'The weather service',
    'A group of engineers',
    'The city orchestra',
  ],
  does: ['has presented', 'will examine', 'has postponed', 'now publishes', 'has finished', 'is preparing'],
  what: [
    'a plan for the old bridge',
    'the report on river water',
    'its list of night trains',
    'the map of cycle paths',
  ],
  tail: ['after a long debate', 'before the end of the month', 'at the request of residents', 'without further delay'],
  at: (one, other) => `in ${one} and ${other}`,
  count: (n) => `It counted ${n} answers from readers who live in the valley.`,
  about: (file) => `${file} concerns a decision that many people had been waiting for.`,
};
const fr: Grammar = {
  file: 'Dossier',
  who: [
    'Le conseil du port',
    'La médiathèque régionale',
    'Le service météorologique',
    'Un groupe d’ingénieurs',
    'L’orchestre de la ville',
  ],
  does: ['a présenté', 'va examiner', 'a reporté', 'publie désormais', 'a terminé', 'prépare'],
  what: [
    'un projet pour le vieux pont',
    'le rapport sur l’eau de la rivière',
    'sa liste de trains de nuit',
    'la carte des pistes cyclables',
  ],
  tail: ['après un long débat', 'avant la fin du mois', 'à la demande des habitants', 'sans attendre davantage'],
  at: (one, other) => `à ${one} et ${other}`,
  count: (n) => `On a compté ${n} réponses de lecteurs qui habitent la vallée.`,
  about: (file) => `${file} porte sur une décision que beaucoup de gens attendaient.`,
};
const de: Grammar = {
  file: 'Akte',
  who: [
    'Der Hafenrat',
    'Die Bibliothek der Region',
    'Der Wetterdienst',
    'Eine Gruppe von Ingenieuren',
    'Das Orchester der Stadt',
  ],
  does: ['prüft jetzt', 'verschiebt', 'veröffentlicht', 'beendet', 'zeigt heute', 'plant für den Frühling'],
  what: [
    'einen Entwurf für die alte Brücke',
    'den Bericht über das Flusswasser',
    'die Liste der Nachtzüge',
    'die Karte der Radwege',
  ],
  tail: ['nach einer langen Debatte', 'vor dem Ende des Monats', 'auf Wunsch der Bewohner', 'ohne weitere Verzögerung'],
  at: (one, other) => `in ${one} und ${other}`,
  count: (n) => `Gezählt wurden ${n} Antworten von Lesern, die im Tal wohnen.`,
  about: (file) => `Die ${file} betrifft eine Entscheidung, auf die viele Menschen gewartet haben.`,
};
const es: Grammar = {
  file: 'Expediente',
  who: [
    'El consejo del puerto',
    'La biblioteca regional',
    'El servicio meteorológico',
    'Un grupo de ingenieros',
    'La orquesta de la ciudad',
  ],
  does: ['ha presentado', 'va a examinar', 'ha aplazado', 'publica desde hoy', 'ha terminado', 'prepara'],
  what: [
    'un plan para el viejo puente',
    'el informe sobre el agua del río',
    'su lista de trenes nocturnos',
    'el mapa de las vías ciclistas',
  ],
  tail: ['después de un largo debate', 'antes de que acabe el mes', 'a petición de los vecinos', 'sin más demora'],
  at: (one, other) => `en ${one} y ${other}`,
  count: (n) => `Se contaron ${n} respuestas de lectores que viven en el valle.`,
  about: (file) => `El ${file} trata de una decisión que mucha gente esperaba.`,
};
const ru: Grammar = {
  file: 'Дело',
  who: ['Портовый совет', 'Областной архив', 'Гидрометцентр', 'Союз инженеров', 'Городской оркестр'],
  does: ['представил', 'рассмотрит', 'отложил', 'опубликовал', 'завершил', 'готовит'],
  what: ['проект старого моста', 'отчёт о воде в реке', 'список ночных поездов', 'план велосипедных дорожек'],
  tail: ['после долгого обсуждения', 'до конца месяца', 'по просьбе жителей', 'без дальнейших задержек'],
  at: (one, other) => `в городах ${one} и ${other}`,
  count: (n) => `Насчитали ${n} ответов от читателей, которые живут в долине.`,
  about: (file) => `${file} касается решения, которого многие давно ждали.`,
};

const GRAMMARS = { en, fr, de, es, ru };

export type Tongue = keyof typeof GRAMMARS;
export const TONGUES = ['en', 'fr', 'de', 'es', 'ru'] as const satisfies readonly Tongue[];

export type Text = { title: string; paragraphs: readonly string[] };

const MARK = /(?<!\d)(\d{6})(?!\d)/u;

/** A text of several paragraphs that says its own number, six digits, in its title and its first words. */
export function composeText(draw: Draw, tongue: Tongue, mark: number): Text {
  const grammar = GRAMMARS[tongue];
  const file = `${grammar.file} ${mark}`;
  const places = Array.from({ length: 4 }, () => namePlace(draw, tongue));
  const title = `${file}: ${places.join(', ')}, ${draw.pick(grammar.what)}`;
  const paragraphs = Array.from({ length: draw.int(5, 7) }, (_, n) => {
    const opening = n === 0 ? [grammar.about(file)] : [];
    const rest = Array.from({ length: draw.int(2, 3) }, () => sentence(draw, tongue));
    return [...opening, ...rest, grammar.count(draw.int(2, 9_999))].join(' ');
  });
  return { title, paragraphs };
}

/** The same text with a sentence more, as an outlet corrects itself. */
export function correctText(draw: Draw, tongue: Tongue, { title, paragraphs }: Text): Text {
  const more = sentence(draw, tongue);
  const at = draw.int(0, paragraphs.length - 1);
  return {
    title,
    paragraphs: paragraphs.map((one, n) =>
      n === at ? `${one} ${more} ${GRAMMARS[tongue].count(draw.int(2, 9_999))}` : one,
    ),
  };
}

/** The number that a text says, wherever it stands. */
export function findMark(text: string): number | undefined {
  const found = MARK.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Texts of one small grammar would be alike; places of their own make them as different as news is. */
function sentence(draw: Draw, tongue: Tongue): string {
  const { who, does, what, tail, at } = GRAMMARS[tongue];
  const places = at(namePlace(draw, tongue), namePlace(draw, tongue));
  return `${draw.pick(who)} ${draw.pick(does)} ${draw.pick(what)} ${places} ${draw.pick(tail)}.`;
}

const LATIN = {
  heads: 'b c d f g l m n p r s t v'.split(' '),
  vowels: 'a e i o u'.split(' '),
  tails: ['', 'l', 'n', 'r', 's', 'nd'],
};
const CYRILLIC = {
  heads: 'б в г д з к л м н п р с т'.split(' '),
  vowels: 'а е и о у'.split(' '),
  tails: ['', 'л', 'н', 'р', 'с', 'нд'],
};

/** A place that is on no map. */
function namePlace(draw: Draw, tongue: Tongue): string {
  const { heads, vowels, tails } = tongue === 'ru' ? CYRILLIC : LATIN;
  const one = (list: readonly string[]) => list[draw.int(0, list.length - 1)] ?? '';
  const name = Array.from({ length: draw.int(2, 3) }, () => one(heads) + one(vowels) + one(tails)).join('');
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
