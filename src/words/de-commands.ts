import { addLabels } from './de-add.ts';
import { digestLabels } from './de-digest.ts';
import { doctorLabels } from './de-doctor.ts';
import { feedLabels } from './de-feed.ts';
import { helpLabels } from './de-help.ts';
import { settingsLabels } from './de-sources.ts';
import type { Words } from './en.ts';

export const commands: Words['commands'] = {
  articleOption: { name: 'artikel', description: 'Ein gespeicherter Artikel; leer: der neueste' },
  shownOption: { name: 'artikel', description: 'Ein gespeicherter Artikel; leer: der hier zuletzt gezeigte' },
  languageOption: { name: 'sprache', description: 'Die Sprache, in der du lesen willst; leer: deine' },
  shareOption: { name: 'teilen', description: 'Hier für alle posten' },
  article: { name: 'artikel', description: 'Einen gespeicherten Artikel lesen' },
  search: {
    name: 'suche',
    description: 'Gespeicherte Artikel finden',
    words: { name: 'wörter', description: 'Wörter aus Titel oder Text' },
    outlet: { name: 'medium', description: 'Wer ihn veröffentlicht hat' },
    feed: { name: 'feed', description: 'Ein Feed, der ihn gebracht hat' },
    since: { name: 'seit', description: 'Erschienen an diesem Tag oder später, etwa 2021-05-31' },
    until: { name: 'bis', description: 'Erschienen an diesem Tag oder früher, etwa 2021-05-31' },
    language: { name: 'sprache', description: 'Die Sprache, in der der Artikel geschrieben ist' },
  },
  summary: {
    name: 'zusammenfassung',
    description: 'Einen gespeicherten Artikel zusammenfassen, mit dem Wortlaut als Beleg',
    length: { name: 'länge', description: 'Wie lang; leer: kurz' },
    lengths: { 'one-line': 'eine Zeile', short: 'kurz', detailed: 'ausführlich' },
    extracts: { name: 'auszüge', description: 'Nur die eigenen Sätze des Artikels, ohne Sprachmodell' },
  },
  translate: {
    name: 'übersetzen',
    description: 'Einen gespeicherten Artikel übersetzen, Absatz für Absatz',
    file: { name: 'datei', description: 'Auch als Textdatei' },
  },
  digest: digestLabels,
  feed: feedLabels,
  add: addLabels,
  settings: settingsLabels,
  help: helpLabels,
  doctor: doctorLabels,
  whoSays: {
    name: 'wer-sagt-was',
    description: 'Wer in einem Artikel was sagt, und was das Medium selbst behauptet',
  },
  ask: {
    name: 'fragen',
    description: 'Einen Artikel oder das ganze Archiv befragen; die Antwort besteht aus belegten Sätzen',
    question: { name: 'frage', description: 'Was du wissen willst; höchstens 500 Zeichen' },
    article: { name: 'artikel', description: 'Der Artikel, den du befragst; leer: das ganze Archiv' },
  },
  usage: { name: 'verbrauch', description: 'Was das Sprachmodell diesen Server kostet, und was übrig ist' },
};
