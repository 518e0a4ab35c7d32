import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const settingsLabels: Words['commands']['settings'] = {
  name: 'einstellungen',
  description: 'Was dieser Server gewählt hat: Quellen, Sprache, Zeitzone, wer Artikel hinzufügt',
  timezone: { name: 'zeitzone', description: 'Die Zeitzone neuer Presseschauen, über ihre Stadt' },
};

export const sources: Words['sources'] = {
  held: () =>
    md`Dieser Server zeigt Texte staatlich kontrollierter Medien nur auf Wunsch. Was das für ein Medium ist und wer das sagt, steht oben.`,
  open: 'Trotzdem zeigen',
  policies: {
    allowed: {
      name: 'Gezeigt wie alle anderen',
      does: 'Die Art des Mediums steht neben seinem Namen, wie bei jedem Medium',
    },
    labeled: {
      name: 'Gezeigt mit Hinweis',
      does: 'Unter jedem Titel: wer sagt, dass ein Staat das Medium kontrolliert',
    },
    'opt-in': { name: 'Gezeigt auf Wunsch', does: 'Titel und Hinweis sofort, der Text hinter einem Knopf' },
    blocked: {
      name: 'Nicht gezeigt',
      does: 'Nicht gefunden, nicht zusammengefasst, in keiner Presseschau dieses Servers',
    },
  },
};

export const settings: Words['settings'] = {
  title: 'Einstellungen dieses Servers',
  names: {
    sourcePolicy: 'Staatlich kontrollierte Medien',
    language: 'Sprache neuer Presseschauen',
    zone: 'Zeitzone neuer Presseschauen',
    adders: 'Wer Artikel hinzufügen darf',
  },
  policyNote: () =>
    md`Gemeint sind Medien, die laut den genannten Listen ein Staat kontrolliert oder vereinnahmt hat. Nie dazu gehören unabhängige öffentliche, nur staatlich finanzierte oder geleitete und unbekannte.`,
  languageNote: () => md`Alle lesen in ihrer eigenen Sprache; diese springt ein, wo ich die ihre nicht habe.`,
  search: 'Stadt suchen …',
  city: 'Stadt',
  whichPlace: (typed) => md`Welcher Ort ist „${typed}“?`,
  noPlace: (typed) => md`Ich kenne keinen Ort namens „${typed}“. Versuche es mit einer größeren Stadt in der Nähe.`,
  addersNames: { everybody: 'Alle', managers: 'Nur wer diesen Server verwaltet' },
  none: { language: 'Die der Person, die sie erstellt', zone: 'Für jede Presseschau gewählt' },
  changed: (name, value) => md`Geändert. **${name}:** ${value}`,
  undone: (name, value) => md`Rückgängig gemacht. **${name}:** ${value}`,
  kept: (name, value) => md`Nicht rückgängig gemacht: Inzwischen wurde neu gewählt. **${name}:** ${value}`,
  undo: 'Rückgängig',
};

export const contest: Words['contest'] = {
  button: 'Widersprechen',
  readBy: {
    operators: 'Die Betreiber dieses Bots lesen es, ohne deinen Namen.',
    server: 'Die Betreiber und wer diesen Server verwaltet, lesen es, ohne deinen Namen.',
  },
  form: {
    title: 'Angaben widersprechen',
    reason: 'Was stimmt nicht?',
    words: 'Was stimmt, und wo lässt es sich prüfen?',
  },
  pick: 'Was nicht stimmt …',
  reasons: {
    kind: 'Die Art des Mediums',
    owner: 'Der Eigentümer',
    country: 'Das Land',
    outdated: 'Die Angabe ist veraltet',
    'mixed-up': 'Es ist ein anderes Medium dieses Namens',
    other: 'Etwas anderes',
  },
  written: (outlet) => md`Für die Betreiber vermerkt: dein Widerspruch zu ${outlet}.`,
  wordless: () => md`Sag in ein paar Worten, was nicht stimmt, oder wähle einen der Gründe.`,
  again: (outlet) =>
    md`Den Angaben zu ${outlet} hast du heute schon widersprochen. Dein Widerspruch steht in der Warteschlange.`,
  added: (outlet) => md`Vermerkt, mit deinen Worten zu ${outlet}.`,
  gone: () => md`Dieser Artikel ist nicht mehr gespeichert.`,
  told: (outlet, reason, said) =>
    md`Ein Mitglied widerspricht den Angaben zu ${outlet}: „${reason}“.${said === null ? '' : md` In eigenen Worten: „${said}“.`} „npx kiosque contests list“ zeigt die Warteschlange.`,
};
