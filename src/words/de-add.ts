import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { formatBytes } from './formats.ts';

export const addLabels: Words['commands']['add'] = {
  name: 'hinzufügen',
  description: 'Einen Artikel speichern: von einer Adresse oder aus einer Datei',
  address: { name: 'adresse', description: 'Die Adresse des Artikels im Netz' },
  file: { name: 'datei', description: 'Der Artikel als Text-, HTML- oder Markdown-Datei, höchstens 2 MB' },
};

export const add: Words['add'] = {
  outcome: {
    stored: () => md`Für diesen Server gespeichert:`,
    revised: () => md`Der Artikel hat sich geändert, seit er gespeichert wurde; das ist die neue Fassung:`,
    unchanged: () => md`Dieser Artikel ist schon gespeichert:`,
  },
  refused: {
    'no-text': () =>
      md`Ich habe darin keinen Artikel gefunden. Gib mir die Adresse eines Artikels oder eine Datei mit seinem ganzen Text.`,
    'file-kind': () =>
      md`Diese Datei ist kein Text, was immer ihr Name sagt. Hänge eine Text-, HTML- oder Markdown-Datei an.`,
    'file-empty': () => md`Diese Datei ist leer. Hänge die mit dem Text des Artikels an.`,
    'file-size': (bytes, max) =>
      md`Diese Datei hat ${formatBytes('de', bytes)}; ich lese höchstens ${formatBytes('de', max)}. Hänge eine kleinere an.`,
  },
};

export const origin: Words['origin'] = {
  by: (author) => `von ${author}`,
  updated: (moment) => `geändert am ${moment}`,
  excerpt: {
    open: () => md`Ein Auszug: Der Feed des Mediums gibt nicht mehr her, und die Seite ließ sich nicht lesen.`,
    paywall: () => md`Ein Auszug: Den Rest lesen nur Abonnenten des Mediums.`,
    consent: () => md`Ein Auszug: Das Medium verlangt eine Einwilligung, bevor es den Rest zeigt.`,
    login: () => md`Ein Auszug: Das Medium verlangt eine Anmeldung, bevor es den Rest zeigt.`,
  },
  paywall: () => md`Das Medium bietet diesen Artikel nur seinen Abonnenten an.`,
  sameText: (other) => md`Derselbe Text wie in ${other}.`,
  original: 'das Original',
};

export const removal: Words['removal'] = {
  button: 'Entfernen …',
  confirm: (title) =>
    md`„${title}“ von diesem Server entfernen? Zusammenfassungen und Übersetzungen gehen mit. Veröffentlichte Presseschauen bleiben.`,
  confirmButton: 'Entfernen',
  removed: (title) => md`„${title}“ ist endgültig entfernt.`,
  hidden: (title) =>
    md`„${title}“ wird auf diesem Server nicht mehr gezeigt. Der Artikel bleibt gespeichert, weil ihn auch andere lesen.`,
  undo: 'Wieder zeigen',
  restored: (title) => md`„${title}“ wird hier wieder gezeigt.`,
  notThere: () => md`Diesen Artikel hat dieser Server nicht; es gibt nichts zu entfernen.`,
};
