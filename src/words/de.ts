import { md, startSentence } from '../reply.ts';
import { add, origin, removal } from './de-add.ts';
import { commands } from './de-commands.ts';
import { digest, permissions } from './de-digest.ts';
import { doctor } from './de-doctor.ts';
import { edition } from './de-edition.ts';
import { errors } from './de-errors.ts';
import { feedNews } from './de-feed-news.ts';
import { feed, source } from './de-feed.ts';
import { help } from './de-help.ts';
import { forgetting, menu } from './de-menu.ts';
import { contest, settings, sources } from './de-sources.ts';
import { usage } from './de-usage.ts';
import { why } from './de-why.ts';
import type { Words } from './en.ts';

const card: Words['card'] = {
  kinds: {
    'state-controlled': 'staatlich kontrolliertes Medium',
    'captured-public': 'vom Staat vereinnahmtes öffentliches Medium',
    'captured-private': 'vom Staat vereinnahmtes privates Medium',
    'state-funded-and-managed': 'staatlich finanziert und geleitet, redaktionell unabhängig',
    'state-funded': 'staatlich finanziert, redaktionell unabhängig',
    'state-managed': 'staatlich geleitet, redaktionell unabhängig',
    'independent-public': 'unabhängiges öffentliches Medium',
    private: 'privates Medium',
    agency: 'Nachrichtenagentur',
    unknown: 'Eigentümer mir nicht bekannt',
  },
  noOutlet: 'Medium nicht bekannt',
  owner: (owner) => `Eigentümer: ${owner}`,
  stated: (citation, day) => (day === null ? md`Laut ${citation}` : md`Laut ${citation} (${day})`),
  noDate: 'ohne Datum',
  inferred: { outlet: 'das Medium', publishedOn: 'das Jahr', language: 'die Sprache' },
  inferredNote: (what) => md`Aus dem Text erschlossen, nicht von der Quelle angegeben: ${what}.`,
  page: (page, pages) => `Seite ${page} von ${pages}`,
  sharedBy: (userId) => md`Geteilt von <@${userId}>`,
};

const buttons: Words['buttons'] = {
  back: 'Zurück',
  next: 'Weiter',
  read: 'Lesen',
  original: 'Original',
  summarize: 'Zusammenfassen',
  translateTo: (language) => `Auf ${language}`,
  evidence: 'Belege',
  share: 'Hier teilen',
  whoSays: 'Wer sagt was',
  more: 'Mehr …',
  translate: 'Übersetzen',
  humanTranslation: 'Menschliche Übersetzung',
  modelTranslation: 'Übersetzung des Modells',
};

const search: Words['search'] = {
  found: (total) => `${total} Artikel`,
  none: () =>
    md`Kein gespeicherter Artikel passt. Versuche es mit weniger oder anderen Wörtern, oder lass die Filter weg.`,
  more: (rest) =>
    md`Und ${rest === 1 ? '1 weiterer' : `${rest} weitere`}: Ein Wort oder ein Filter mehr grenzt die Suche ein.`,
  alsoIn: (names, rest) =>
    md`Auch in: ${names}${rest > 0 ? ` und ${rest === 1 ? '1 weiterem' : `${rest} weiteren`}` : ''}`,
  pick: 'Einen davon lesen',
};

const offline: Words['offline'] = {
  asked: 'wie gewünscht war kein Sprachmodell beteiligt',
  'no-model': 'es ist kein Sprachmodell angeschlossen',
  'server-budget': 'dieser Server hat sein Budget für das Sprachmodell aufgebraucht',
  'user-budget': 'du hast dein Budget für das Sprachmodell aufgebraucht',
  'total-budget': 'das Budget für das Sprachmodell ist aufgebraucht',
  pace: 'du hast das Sprachmodell in der letzten Stunde oft gefragt, deshalb macht es eine Pause',
  'too-long': 'dieser Artikel ist zu lang für das Sprachmodell',
  'tier-unavailable': 'das Sprachmodell hat zum günstigeren Preis gerade keinen Platz',
  unsupported: 'die Antwort des Sprachmodells hielt dem Vergleich mit dem Artikel nicht stand',
  'model-failed': (id) => `das Sprachmodell hat nicht geantwortet (Nummer ${id} im Protokoll)`,
};

const summary: Words['summary'] = {
  extracts: (reason, language) =>
    md`${startSentence(reason)}: Das sind Auszüge, die eigenen Sätze des Artikels auf ${language}.`,
  byModel: (model, language) =>
    md`Zusammenfassung von ${model}; der Artikel ist auf ${language}, und jeder Punkt hat seinen Beleg.`,
  dropped: (count) =>
    count === 1
      ? md`1 Punkt wurde zurückgehalten: Sein Beleg trug ihn nicht.`
      : md`${count} Punkte wurden zurückgehalten: Ihre Belege trugen sie nicht.`,
  evidenceTitle: 'Der Wortlaut',
  reading: (model, language) =>
    md`${model} liest diesen Artikel auf ${language} noch. Bis dahin Auszüge, seine eigenen Sätze:`,
  toCheck: 'Zu prüfen: Dieser Punkt ließ sich an seinem Wortlaut nicht bestätigen.',
  passagesBy: (author, language) => md`Übersetzung der Auszüge, Zielsprache ${language}: ${author}.`,
  passagesByModel: (model, language) => md`Übersetzung des Wortlauts, Zielsprache ${language}: ${model}.`,
  paragraph: (n) => (n === 0 ? 'Titel' : `Absatz ${n}`),
};

const voices: Words['voices'] = {
  title: (title) => `Wer sagt was: ${title}`,
  itself: (outlet) => (outlet === '' ? 'Das Medium selbst' : `${outlet} selbst`),
  unnamed: 'Sprecher nicht genannt',
  kinds: {
    direct: 'in Anführungszeichen',
    mixed: 'wiedergegeben, teils in Anführungszeichen',
    reported: 'wiedergegeben',
    outlet: 'in den Worten des Mediums',
  },
  namedAs: (words) => `hier „${words}“`,
  via: (outlet) => `über ${outlet}`,
  more: (rest) =>
    rest === 1
      ? md`Und 1 weitere Stelle in den Worten des Mediums.`
      : md`Und ${rest} weitere Stellen in den Worten des Mediums.`,
  none: () => md`Dieser Artikel hat keinen Text, in dem sich Stimmen unterscheiden ließen.`,
  byModel: (model, language) =>
    md`Liste von ${model}; der Artikel ist auf ${language}, und jeder Eintrag hat seine Stelle.`,
  byRules: (reason, language) =>
    md`${startSentence(reason)}: Anführungszeichen und Verben des Sagens unterscheiden die Stimmen, in den eigenen Sätzen des Artikels auf ${language}. Ein Pronomen kann zur falschen Person führen: Prüfe es im Text.`,
  byMarks: (reason, language) =>
    md`${startSentence(reason)}, und Verben des Sagens kenne ich auf ${language} nicht: Nur Anführungszeichen unterscheiden hier die Stimmen.`,
  reading: (model) => md`${model} liest noch. Bis dahin das, was Anführungszeichen und Verben des Sagens zeigen:`,
  dropped: (count) =>
    count === 1
      ? md`1 Eintrag wurde zurückgehalten: Die Stelle oder der Sprecher stimmte nicht.`
      : md`${count} Einträge wurden zurückgehalten: Die Stellen oder die Sprecher stimmten nicht.`,
};

const answers: Words['answers'] = {
  archive: 'Das Archiv',
  silent: () => md`Der Artikel sagt dazu nichts.`,
  archiveSilent: () => md`Kein gespeicherter Artikel sagt dazu etwas.`,
  byModel: (model) => md`Antwort von ${model}; unter jedem Satz steht der Wortlaut, auf den er sich stützt.`,
  byWords: (reason) =>
    md`${startSentence(reason)}: Das sind die eigenen Sätze der Artikel, in denen die Wörter deiner Frage stehen.`,
  silentByWords: (reason) =>
    md`${startSentence(reason)}: Ich habe nach Sätzen gesucht, in denen die Wörter deiner Frage stehen. Andere Wörter oder die Sprache des Artikels finden vielleicht mehr.`,
  reading: (model) => md`${model} liest noch. Bis dahin Sätze, in denen die Wörter deiner Frage stehen:`,
  dropped: (count) =>
    count === 1
      ? md`1 Satz wurde zurückgehalten: Sein Beleg trug ihn nicht.`
      : md`${count} Sätze wurden zurückgehalten: Ihre Belege trugen sie nicht.`,
  pick: 'Einen dieser Artikel lesen',
};

const translation: Words['translation'] = {
  sameLanguage: (language) =>
    md`Dieser Artikel ist schon auf ${language}. Wähle mit der Option „sprache“ eine andere Sprache.`,
  byModel: (model, from, to) => md`${from} → ${to}, übersetzt von ${model}. Zum Original ist es nur ein Fingertipp.`,
  byPerson: (author, from, to) => md`${from} → ${to}, ${author}.`,
  provided: (reason) => md`Bereitgestellte Übersetzung: ${reason}.`,
  missing: (reason, language) =>
    md`${startSentence(reason)}, und niemand hat eine Übersetzung auf ${language} bereitgestellt.`,
  available: (languages) => md`Es gibt eine auf ${languages}.`,
  howTo: () =>
    md`Ein Administrator kann ein Modell anschließen: OPENAI_BASE_URL auf irgendeine OpenAI-kompatible Adresse setzen (ein lokales Ollama genügt) oder OPENAI_API_KEY.`,
  file: 'Wie gewünscht hängt die ganze Übersetzung an.',
  working: (model, count, language) =>
    md`${model} übersetzt noch ${count} Absätze, Zielsprache ${language}. Bis dahin das Original:`,
  toCheck: (what) => `zu prüfen: ${what}`,
  left: 'im Original belassen: die Übersetzung des Modells stimmte nicht',
  doubts: (count) =>
    count === 1
      ? md`1 Stelle stimmte nicht in jedem Punkt mit dem Original überein und ist gekennzeichnet.`
      : md`${count} Stellen stimmten nicht in jedem Punkt mit dem Original überein und sind gekennzeichnet.`,
  faults: {
    number: 'Zahlen',
    date: 'Daten',
    name: 'Namen',
    quotation: 'Zitate',
    cut: 'vielleicht unvollständig',
    glossary: 'ein Begriff aus dem Glossar dieses Servers',
    negation: 'was verneint wird',
    other: 'der Sinn',
  },
};

const discord: Words['discord'] = {
  'too-long': () =>
    md`Das hat zu lange gedauert, und ich habe aufgegeben. Bitte versuche es in ein paar Minuten noch einmal.`,
  stopping: () => md`Ich wurde neu gestartet, bevor ich fertig war. Bitte versuche es in einer Minute noch einmal.`,
};

export const de = {
  usage,
  errors,
  commands,
  buttons,
  card,
  search,
  offline,
  summary,
  voices,
  answers,
  translation,
  discord,
  permissions,
  digest,
  why,
  edition,
  feedNews,
  feed,
  source,
  add,
  origin,
  removal,
  menu,
  forgetting,
  sources,
  contest,
  settings,
  help,
  doctor,
} satisfies Words;
