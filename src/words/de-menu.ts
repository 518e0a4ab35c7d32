import { md, startSentence } from '../reply.ts';
import { into } from './de-into.ts';
import type { Words } from './en.ts';

export const menu: Words['menu'] = {
  labels: { summarize: 'Link zusammenfassen', translate: 'Übersetzen' },
  none: () => md`Diese Nachricht enthält keinen Link zu einem Artikel. Nimm eine andere oder versuche es mit /suche.`,
  noWords: () =>
    md`Diese Nachricht enthält weder Text zum Übersetzen noch einen Link zu einem Artikel. Nimm eine andere oder versuche es mit /übersetzen.`,
  reading: (site) => md`Ich lese die Seite auf ${site} …`,
  unreadable: (site, why) => md`Ich konnte die Seite auf ${site} nicht lesen. ${why}`,
  several: () => md`Diese Nachricht zeigt mehrere Artikel. Welcher soll es sein?`,
  pick: 'Einen Artikel wählen',
  sameLanguage: (language) => md`Diese Nachricht ist schon auf ${language}, in der Sprache, die du liest.`,
  working: (model, language) => md`${model} übersetzt diese Nachricht noch ${into(language)}.`,
  byModel: (model, from, to) =>
    md`${from} → ${to}, übersetzt von ${model}. Ich behalte weder die Nachricht noch ihre Übersetzung.`,
  byModelFromUnknown: (model, to) =>
    md`${startSentence(into(to))} übersetzt von ${model}. Ich behalte weder die Nachricht noch ihre Übersetzung.`,
  missing: (reason) => md`${startSentence(reason)}: Diese Nachricht kann ich nicht übersetzen.`,
};

export const forgetting: Words['forgetting'] = {
  forgotten: (language) =>
    md`Vergessen: deine Sprache und was ich dir zuletzt gezeigt habe. Ab jetzt liest du auf ${language}, wie in deinem Discord oder auf diesem Server eingestellt.`,
  nothing: (language) =>
    md`Du hast keine Sprache gewählt, es gibt also keine zu vergessen. Du liest auf ${language}, wie in deinem Discord oder auf diesem Server eingestellt.`,
};
