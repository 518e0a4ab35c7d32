import { baseLanguage } from '../languages.ts';
import type { Token } from './tokens.ts';

/** Number words, folded, from 0; a bar between forms. Then tens from 20, then hundred, thousand, million and above. */
type Table = { units: string; tens: string; hundred: string; scales: string; joins: string };

const TABLES: Readonly<Record<string, Table>> = {
  en: {
    units:
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
    hundred: 'hundred|hundreds',
    scales: 'thousand|thousands million|millions billion|billions trillion|trillions',
    joins: 'and',
  },
  fr: {
    units:
      'zero un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
    tens: 'vingt|vingts trente quarante cinquante soixante septante octante|huitante nonante',
    hundred: 'cent|cents',
    scales: 'mille|milliers million|millions milliard|milliards billion|billions',
    joins: 'et',
  },
  de: {
    units:
      'null ein|eine|eins|einen|einem|einer zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig',
    hundred: 'hundert',
    scales: 'tausend million|millionen milliarde|milliarden billion|billionen',
    joins: '',
  },
  es: {
    units:
      'cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    hundred: 'cien|ciento|cientos',
    scales: 'mil millon|millones - billon|billones',
    joins: 'y',
  },
  it: {
    units:
      'zero un|uno|una due tre quattro cinque - sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
    hundred: 'cento',
    scales: 'mille|mila milione|milioni miliardo|miliardi bilione|bilioni',
    joins: 'e',
  },
  pt: {
    units:
      'zero um|uma dois|duas tres quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    hundred: 'cem|cento',
    scales: 'mil milhao|milhoes bilhao|bilhoes trilhao|trilhoes',
    joins: 'e',
  },
  nl: {
    units:
      'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
    hundred: 'honderd',
    scales: 'duizend miljoen miljard biljoen',
    joins: '',
  },
};

/** Words for about so many, and parts: only as a source, "une dizaine" supports 10. */
const LOOSE: ReadonlyMap<string, number> = new Map(
  `dizaine 10,dizaines 10,douzaine 12,quinzaine 15,vingtaine 20,trentaine 30,quarantaine 40,cinquantaine 50,soixantaine 60,
  centaine 100,centaines 100,millier 1000,milliers 1000,dozen 12,dozens 12,dutzend 12,decena 10,docena 12,centenar 100,
  once 1,twice 2,both 2,pair 2,half 50,moitie 50,halfte 50,mitad 50,quarter 25,quart 25,third 33,tiers 33,double 2,triple 3,
  twin 2,twins 2,couple 2,trio 3,century 100,siecle 100,decade 10,decennie 10,beide 2,ambos 2`
    .split(',')
    .map((entry): [string, number] => {
      const [word = '', value] = entry.trim().split(' ');
      return [word, Number(value)];
    }),
);

/** Ordinals by their first letters, folded, from the first: "third" supports 3. Only as a source. */
const ORDINALS: Readonly<Record<string, string>> = {
  en: 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth',
  fr: 'premi deuxiem|second troisiem quatriem cinquiem sixiem septiem huitiem neuviem dixiem onziem douziem',
  de: 'erst zweit dritt viert funft sechst siebt acht neunt zehnt elft zwolft',
  es: 'primer segund tercer cuart quint sext septim octav noven decim undecim duodecim',
  it: 'prim second terz quart quint sest settim ottav non decim undicesim dodicesim',
  pt: 'primeir segund terceir quart quint sext setim oitav non decim',
  nl: 'eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde',
};

/** The place in a row that a word gives, from 1; 0 for any other word. */
function readOrdinal(key: string, language: string): number {
  const rows = ORDINALS[baseLanguage(language)]?.split(' ') ?? [];
  return (
    rows.findIndex((forms) => forms.split('|').some((form) => key.startsWith(form) && key.length - form.length <= 3)) +
    1
  );
}

/** French "neuf" is new and "sept" a month too; the first numbers are articles and pronouns. */
const LEAST_SAID = 3;
const AMBIGUOUS = new Set(['neuf', 'cent', 'mille', 'mil', 'mila']);

type Words = { values: ReadonlyMap<string, number>; joins: ReadonlySet<string> };
const built = new Map<string, Words | null>();

function wordsOf(language: string): Words | null {
  const base = baseLanguage(language);
  const known = built.get(base);
  if (known !== undefined) return known;
  const table = TABLES[base];
  const words = table ? buildWords(table, base) : null;
  built.set(base, words);
  return words;
}

function buildWords({ units, tens, hundred, scales, joins }: Table, base: string): Words {
  const values = new Map<string, number>();
  const put = (forms: string, value: number) => {
    for (const form of forms.split('|')) if (form !== '-' && !form.includes('-')) values.set(form, value);
  };
  units.split(' ').forEach((forms, value) => put(forms, value));
  tens.split(' ').forEach((forms, i) => put(forms, (i + 2) * 10));
  put(hundred, 100);
  scales.split(' ').forEach((forms, i) => put(forms, 1000 ** (i + 1)));
  // German and Dutch write "dreiundzwanzig" in one word.
  const glue = base === 'de' ? 'und' : base === 'nl' ? 'en' : undefined;
  if (glue !== undefined)
    tens.split(' ').forEach((ten, i) => {
      units
        .split(' ')
        .slice(1, 10)
        .forEach((forms, unit) => {
          values.set(`${forms.split('|')[0] ?? ''}${glue}${ten}`, (i + 2) * 10 + unit + 1);
        });
    });
  return { values, joins: new Set(joins.split(' ')) };
}

/** A number said in words. */
export type SaidNumber = { text: string; value: number; at: number; length: number };

/** Numbers in words among tokens, composed ("trente-deux", "two hundred"): those of 3 and above that mean nothing else. */
export function findSaidNumbers(tokens: readonly Token[], language: string): readonly SaidNumber[] {
  return composeNumbers(tokens, language).filter(
    ({ value, text, length, at }) =>
      value >= LEAST_SAID && !(length === 1 && (AMBIGUOUS.has(text) || value >= 100 || tokens[at - 1]?.isNumber)),
  );
}

/** Every value that number words of a source may stand for, parts of composed ones included. */
export function collectSaidValues(tokens: readonly Token[], language: string): ReadonlySet<number> {
  const values = new Set(composeNumbers(tokens, language).map(({ value }) => value));
  const words = wordsOf(language)?.values;
  for (const { key } of tokens) {
    const value = words?.get(key) ?? LOOSE.get(key);
    if (value !== undefined) values.add(value);
    const place = key.length >= 4 ? readOrdinal(key, language) : 0;
    if (place > 0) values.add(place);
  }
  return values;
}

function composeNumbers(tokens: readonly Token[], language: string): readonly SaidNumber[] {
  const words = wordsOf(language);
  if (!words) return [];
  const found: SaidNumber[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!words.values.has(tokens[i]?.key ?? '')) continue;
    const said: number[] = [];
    let end = i;
    for (let j = i; j < tokens.length && said.length < 8; j++) {
      const value = words.values.get(tokens[j]?.key ?? '');
      if (value !== undefined) {
        said.push(value);
        end = j;
      } else if (!words.joins.has(tokens[j]?.key ?? '-')) break;
    }
    const text = tokens
      .slice(i, end + 1)
      .map(({ text: word }) => word)
      .join(' ');
    found.push({ text: text.toLowerCase(), value: addUp(said), at: i, length: end - i + 1 });
    i = end;
  }
  return found;
}

function addUp(said: readonly number[]): number {
  let total = 0;
  let current = 0;
  for (const value of said) {
    if (value >= 1000) {
      total += Math.max(1, current) * value;
      current = 0;
    } else if (value === 100) current = Math.max(1, current) * 100;
    // "quatre-vingt": four times twenty.
    else if (value === 20 && current % 100 === 4) current += 76;
    else current += value;
  }
  return total + current;
}
