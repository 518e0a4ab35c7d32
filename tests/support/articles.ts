import type { Article } from '../../src/data/article-store.ts';
import { findArticle } from '../../src/data/article-store.ts';
import { type ImportedArticle, importArticle } from '../../src/services/import.ts';
import type { TestNewsroom } from './database.ts';

/** An article as a file gives it: one short paragraph in English, of no outlet, unless said otherwise. */
export function importedArticle(given: Partial<ImportedArticle> = {}): ImportedArticle {
  return {
    title: 'The bakery on Mill Lane opens again',
    text: 'The bakery on Mill Lane opened its doors again on Saturday after a winter of repairs.',
    language: 'en',
    outlet: null,
    url: null,
    publishedAt: null,
    publishedOn: null,
    inferred: [],
    translations: [],
    ...given,
  };
}

/** A text with numbers, dates, names, quotations, reported speech and two inter-titles. Written for these tests: places and people are invented. */
export const FERRY: ImportedArticle = importedArticle({
  title: 'Night ferry across the Larne returns after nine years',
  language: 'en',
  outlet: 'The Harbor Courier',
  url: 'https://courier.example/news/night-ferry',
  publishedAt: Date.parse('2026-03-14T06:30:00Z'),
  text: `The night ferry between Ostley and Port Larne will sail again from April 6, nine years after the last crossing, the harbor authority announced on Friday.

Two boats will make 14 crossings a night between 10 p.m. and 5 a.m., the authority said. A single ticket will cost 4.50 dollars, 20 percent less than the bus over the Stone Bridge.

“People who work at night have had no way home but a taxi,” said Mara Delacourt, who heads the authority. “That ends in April.”

Ticket prices divide the council

The town council approved the timetable by 11 votes to 6. Councilor Henrik Voss, who voted against it, said the subsidy of 1.2 million dollars a year was “a gift to commuters from the other side of the river.”

According to a study by the University of Ostley, 2,300 people cross the bridge by car every night between midnight and 4 a.m. The study did not ask how many of them would take a boat.

Delacourt said the number of passengers would be published every month. If fewer than 300 people a night use the ferry by October, the council will vote again.

An older boat gets new engines

One of the boats, the Grey Heron, was built in 1988 and has been fitted with two electric engines. It carries 180 passengers and no cars.

The ferry was withdrawn in 2017 after a collision with a barge in which nobody was hurt.`,
});

/** The same in German, of another outlet; its day is known and its hour is not. */
export const LIBRARY: ImportedArticle = importedArticle({
  title: 'Stadtbücherei Ahrenfeld öffnet künftig auch sonntags',
  language: 'de',
  outlet: 'Ahrenfelder Bote',
  url: 'https://bote.example/kultur/buecherei',
  publishedOn: '2026-02-03',
  text: `Die Stadtbücherei in Ahrenfeld öffnet ab dem 1. März auch sonntags. Das hat der Stadtrat am Montagabend mit 19 zu 12 Stimmen beschlossen.

Von 11 bis 17 Uhr stehen dann alle drei Stockwerke offen, am Schalter sitzt allerdings niemand: Bücher werden an zwei Automaten ausgeliehen.

„Wir wollen ein Haus sein, in dem man einen ganzen Sonntag verbringen kann“, sagte die Leiterin der Bücherei, Jutta Kestermann. „Dafür braucht es keinen Schalter, sondern Stühle.“

Gewerkschaft warnt vor weniger Personal

Die Gewerkschaft sieht das anders. Ihr Sprecher Olaf Brandt sagte, die Automaten seien der Anfang vom Ende der Beratung. Vier der 22 Stellen seien seit 2021 nicht wieder besetzt worden.

Die Stadt rechnet mit Kosten von 86.000 Euro im Jahr. Im vergangenen Jahr zählte die Bücherei 214.000 Besuche, sieben Prozent mehr als im Jahr davor.

Nach einem Jahr soll der Stadtrat entscheiden, ob es bei den Sonntagen bleibt.`,
});

/** Stores an article by way of the import and gives it as the newsroom sees it. */
export async function storeArticle(newsroom: TestNewsroom, imported: ImportedArticle = FERRY): Promise<Article> {
  const { id } = await importArticle(newsroom, imported);
  const article = await findArticle(newsroom.db, id);
  if (!article) throw new Error(`The import of ${imported.title} left no article ${id}`);
  return article;
}
