import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { plural, number } = grammarOf('de');

export const guide: Words['guide'] = {
  title: 'Eine neue Presseschau',
  intro: () => md`Wähle, wo und wann sie erscheint und was dieser Server liest.`,
  pick: {
    channel: 'Kanal …',
    time: 'Uhrzeit …',
    zone: 'Zeitzone: die nächste Stadt …',
    place: 'Welchen Ort meinst du?',
    feeds: 'Feeds zum Abonnieren, so viele du willst …',
    days: 'Tage …',
    language: 'Sprache der Presseschau …',
    found: 'Welcher dieser Feeds?',
  },
  at: (time) => `um ${time} Uhr`,
  forAll: (language) => `Sprache: ${language}`,
  followsAlready: (names) => md`Schon abonniert: ${names}.`,
  followsToo: (names) => md`Kommt noch dazu: ${names}.`,
  more: 'Weitere Angaben',
  moreNote: () => md`Alles ist schon sinnvoll eingestellt; ändere, was du magst.`,
  ready: 'Kann es losgehen?',
  first: (moment) => md`Erste Ausgabe: ${moment}.`,
  feeds: (names) => md`Feeds: ${names}.`,
  noFeeds: () => md`Noch kein Feed: Die Presseschau bringt, was Mitglieder hinzufügen.`,
  stored: () => md`Schon gespeichert, für die erste Ausgabe:`,
  others: (count) => plural(count, '1 weiterer', `${number(count)} weitere`),
  andOthers: (count) => md`und ${number(count)} weitere`,
  nothingStored: () => md`Noch ist nichts gespeichert: Die erste Ausgabe bringt, was bis dahin kommt.`,
  started: 'Die Presseschau ist eingerichtet',
  followed: (names) => md`Neu abonniert: ${names}. Die Artikel kommen in wenigen Minuten.`,
  notFollowed: (names) => md`Nicht abonniert, weil dieser Server nicht mehr Feeds folgen kann: ${names}.`,
  undone: () => md`Rückgängig gemacht: Diese Presseschau ist weg, Feeds und Einstellungen sind wie vorher.`,
  gone: () => md`Diese Presseschau wurde gelöscht.`,
  forgotten: (command) => md`Ich behalte diese Auswahl einen Tag, und der ist vorbei. ${command} fängt neu an.`,
  noPlace: (typed) => md`Ich kenne keinen Ort namens „${typed}“. Versuch es mit einer größeren Stadt in der Nähe.`,
  cityForm: { title: 'Zeitzone', label: 'Stadt, Land oder Zeitzone', placeholder: 'Zum Beispiel München' },
  addressForm: {
    title: 'Noch ein Feed',
    label: 'Adresse einer Website oder eines Feeds',
    placeholder: 'Zum Beispiel https://example.org',
  },
  buttons: {
    next: 'Weiter',
    back: 'Zurück',
    start: 'Loslegen',
    city: 'Stadt suchen …',
    more: 'Mehr …',
    address: 'Noch ein Feed …',
    preview: 'Vorschau',
    undo: 'Rückgängig',
  },
};
