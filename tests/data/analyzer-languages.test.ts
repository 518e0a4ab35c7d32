import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { hasStemmer, STEMMED_LANGUAGES, stemmerMark } from '../../src/data/analyzer-stemmers.ts';
import { analyzeText, foldText, formsOf, readWords, splitWords } from '../../src/data/analyzer.ts';

/** Whether a question finds a stored text, both in one language, or the question in several. */
function finds(question: string, stored: string, language: string, asked: readonly string[] = [language]): boolean {
  const words = new Set(analyzeText(stored, language).split(' '));
  return readWords(question).every((word) => formsOf(word, asked).some((form) => words.has(form)));
}

/** Two forms of one word; `typed`: how it is typed without accents, where that still finds the first form. */
const FORMS: readonly (readonly [language: string, one: string, other: string, typed?: string])[] = [
  ['ar', 'كتاب', 'الكتاب'],
  ['ar', 'أحمد', 'احمد'],
  ['ar', 'مُعلّم', 'المعلمين', 'معلم'],
  ['bg', 'книга', 'книгите'],
  ['bs', 'knjiga', 'knjige'],
  ['da', 'måned', 'måneder', 'maned'],
  ['de', 'Häuser', 'Haus', 'hauser'],
  ['de', 'Straße', 'Straßen', 'strasse'],
  ['de', 'Größe', 'größer', 'grosse'],
  ['el', 'πόλη', 'πόλεις', 'πολη'],
  ['el', 'ΔΡΌΜΟΣ', 'δρόμοι', 'δρομος'],
  ['el', 'κυβέρνηση', 'κυβερνήσεις', 'κυβερνηση'],
  ['en', 'negotiate', 'negotiating'],
  ['es', 'decidió', 'decidir', 'decidio'],
  ['es', 'canción', 'canciones', 'cancion'],
  ['es', 'comían', 'comer', 'comian'],
  ['fi', 'päivä', 'päivässä', 'paiva'],
  ['fr', 'élève', 'élèves', 'eleve'],
  ['fr', 'négocier', 'négociation', 'negocier'],
  ['fr', 'cœur', 'coeurs', 'coeur'],
  ['ga', 'cathair', 'chathair'],
  ['ga', 'fear', 'bhfear'],
  ['hi', 'किताब', 'किताबें'],
  ['hi', 'नदी', 'नदियों'],
  ['hr', 'škola', 'škole', 'skola'],
  ['hu', 'város', 'városok', 'varos'],
  ['hu', 'könyv', 'könyvet', 'konyv'],
  ['hy', 'քաղաք', 'քաղաքներ'],
  ['id', 'baca', 'membaca'],
  ['it', 'libertà', 'liberta', 'liberta'],
  ['it', 'ragazzo', 'ragazzi'],
  ['lt', 'vyriausybė', 'vyriausybę', 'vyriausybe'],
  ['lt', 'medis', 'medžiai'],
  ['nb', 'båt', 'båtene', 'bat'],
  ['ne', 'किताब', 'किताबहरू'],
  ['nl', 'boek', 'boeken'],
  ['nn', 'månad', 'månader', 'manad'],
  ['no', 'hus', 'husene'],
  ['pt', 'informação', 'informar', 'informacao'],
  ['pt', 'política', 'político', 'politica'],
  ['ro', 'țară', 'țări', 'tara'],
  ['ro', 'oraș', 'orașe', 'oras'],
  ['ro', 'ţară', 'țară', 'tara'],
  ['ru', 'ёлка', 'ёлки', 'елка'],
  ['ru', 'за́мок', 'замок', 'замок'],
  ['sa', 'devaḥ', 'devam', 'devah'],
  ['sh', 'град', 'grada'],
  ['sr', 'човек', 'čovek'],
  ['sr', 'школе', 'škola'],
  ['sr', 'млеко', 'mlijeko'],
  ['sr', 'žena', 'ženama', 'zena'],
  ['sv', 'månad', 'månader', 'manad'],
  ['ta', 'புத்தகம்', 'புத்தகங்கள்'],
  ['tr', 'yıl', 'yıllar', 'yil'],
  ['tr', 'KADIN', 'kadınlar', 'kadin'],
  ['tr', 'İstanbul', 'İstanbul’da', 'istanbul'],
  ['uk', 'країна', 'країни'],
];

test.each(FORMS.map((form) => ({ form })))('GIVEN $form THEN they find each other', ({ form }) => {
  const [language, one, other, typed] = form;
  expect(finds(one, other, language)).toBe(true);
  expect(finds(other, one, language)).toBe(true);
  expect(finds(foldText(one), one, language)).toBe(true);
  expect(finds(one.toLocaleUpperCase(language), one, language)).toBe(true);
  expect(finds(typed ?? one, one, language)).toBe(true);
});

test('GIVEN the list of languages THEN each has a case above and a mark, and every stemmer of the package is used', () => {
  expect([...new Set(FORMS.map(([language]) => language))].toSorted()).toEqual(STEMMED_LANGUAGES.toSorted());
  const folder = dirname(new URL(import.meta.resolve('@orama/stemmers/english')).pathname);
  const carried = readdirSync(folder).filter((file) => /^[a-z]{2}\.js$/.test(file));
  expect(new Set(STEMMED_LANGUAGES.map(stemmerMark)).size).toBe(carried.length);
  expect(['zh', 'cs', '', 'constructor'].some(hasStemmer)).toBe(false);
});

test('GIVEN a stem that is a word of another language THEN it does not find it', () => {
  // The French stem of "négociation" is "negoci".
  expect(finds('négociation', 'negoci', 'it', ['fr', 'it'])).toBe(true);
  expect(finds('negociazione', 'négociation', 'fr', ['it'])).toBe(false);
  expect(finds('chevaux', 'cheval', 'fr', ['fr'])).toBe(true);
  expect(analyzeText('chevaux', 'fr').split(' ')[0]).toBe('chevaux');
  expect(analyzeText('chevaux', 'fr').split(' ')).not.toContain('cheval');
});

test.each([
  ["aujourd'hui", 'aujourdhui'],
  ['aujourd’hui', 'aujourdhui'],
  ['aujourd´hui', 'aujourdhui'],
  ['aujourd`hui', 'aujourdhui'],
  ['aujourdʼhui', 'aujourdhui'],
  ['aujourd＇hui', 'aujourdhui'],
  ['AUJOURD′HUI', 'aujourdhui'],
  ['L´OTAN', 'otan'],
  ['dell’ONU', 'onu'],
  ['Qurʾan', 'quran'],
  ['porte-parole', 'porte parole'],
  ['porte‑parole', 'porte parole'],
  ['porte\u00adparole', 'porteparole'],
  ['10 000', '10000'],
  ['10\u202f000', '10000'],
  ['1.234.567', '1234567'],
  ['1,234,567', '1234567'],
  ['12’500', '12500'],
  ['2021 300', '2021 300'],
  ['3,14', '3 14'],
  ['12.34.567', '12 34 567'],
  ['A-10 000', 'a 10000'],
  ['サーバー', 'サー ーバ バー'],
  ['می‌خواهم', 'ميخواهم'],
  ['كتـاب', 'كتاب'],
  ['ـ', ''],
])('GIVEN %j THEN its words are %j', (text, words) => {
  expect(splitWords(text).join(' ')).toBe(words);
});
