import { md, startSentence } from '../reply.ts';
import { add, origin, removal } from './de-add.ts';
import { commands } from './de-commands.ts';
import { digest, permissions } from './de-digest.ts';
import { doctor } from './de-doctor.ts';
import { edition } from './de-edition.ts';
import { errors } from './de-errors.ts';
import { feedNews } from './de-feed-news.ts';
import { feed, source } from './de-feed.ts';
import { guide } from './de-guide.ts';
import { help } from './de-help.ts';
import { forgetting, menu } from './de-menu.ts';
import { contests } from './de-contests.ts';
import { contest, settings, sources } from './de-sources.ts';
import { usage } from './de-usage.ts';
import { why } from './de-why.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';
import { into } from './de-into.ts';

const { plural, number, list } = grammarOf('de');

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
    unknown: 'Eigentümer unbekannt',
  },
  noOutlet: 'Medium unbekannt',
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
  original: 'Original',
  summarize: 'Zusammenfassen',
  translateTo: (language) => `Auf ${language}`,
  evidence: 'Belege',
  share: 'Hier teilen',
  whoSays: 'Wer sagt was',
  more: 'Mehr …',
  translate: 'Übersetzen',
  humanTranslation: 'Menschliche Übersetzung',
};

const search: Words['search'] = {
  newest: 'Die neuesten Artikel',
  found: (total) => `${number(total)} Artikel`,
  none: () =>
    md`Kein gespeicherter Artikel passt. Versuche es mit weniger oder anderen Wörtern oder lass die Filter weg.`,
  more: (rest) =>
    md`Und ${plural(rest, '1 weiterer', `${number(rest)} weitere`)}: Ein Wort oder ein Filter mehr grenzt die Suche ein.`,
  alsoIn: (names, rest) =>
    md`Auch in: ${list(rest > 0 ? [...names, plural(rest, '1 weiteren', `${number(rest)} weiteren`)] : names)}`,
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
  unsupported: 'die Antwort des Sprachmodells deckte sich nicht mit dem Artikel',
  'model-failed': (id) => `das Sprachmodell hat nicht geantwortet (Nummer ${id} im Protokoll)`,
};

const summary: Words['summary'] = {
  extracts: (reason, language) =>
    md`${startSentence(reason)}: Das sind Auszüge, die eigenen Sätze des Artikels auf ${language}.`,
  byModel: (model, language) =>
    md`Zusammenfassung von ${model}; der Artikel ist auf ${language}, und jeder Punkt hat seinen Beleg.`,
  dropped: (count) =>
    plural(
      count,
      md`1 Punkt wurde zurückgehalten: Sein Beleg trug ihn nicht.`,
      md`${count} Punkte wurden zurückgehalten: Ihre Belege trugen sie nicht.`,
    ),
  evidenceTitle: 'Der Wortlaut',
  reading: (model, language) =>
    md`${model} liest diesen Artikel auf ${language} noch. Bis dahin Auszüge, seine eigenen Sätze:`,
  toCheck: 'Zu prüfen: Dieser Punkt ließ sich an seinem Wortlaut nicht bestätigen.',
  passagesBy: (author, language) => md`Übersetzung der Auszüge ${into(language)}: ${author}.`,
  passagesByModel: (model, language) => md`Übersetzung des Wortlauts ${into(language)}: ${model}.`,
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
    plural(
      rest,
      md`Und 1 weitere Stelle in den Worten des Mediums.`,
      md`Und ${rest} weitere Stellen in den Worten des Mediums.`,
    ),
  none: () => md`Dieser Artikel hat keinen Text, in dem sich Stimmen unterscheiden ließen.`,
  byModel: (model, language) =>
    md`Liste von ${model}; der Artikel ist auf ${language}, und jeder Eintrag hat seine Stelle.`,
  byRules: (reason, language) =>
    md`${startSentence(reason)}: Anführungszeichen und Verben des Sagens trennen die Stimmen, in den eigenen Sätzen des Artikels auf ${language}. Ein Pronomen kann täuschen: Sieh im Text nach.`,
  byMarks: (reason, language) =>
    md`${startSentence(reason)}, und auf ${language} kenne ich keine Verben des Sagens: Nur Anführungszeichen trennen hier die Stimmen.`,
  reading: (model) => md`${model} liest noch. Bis dahin das, was Anführungszeichen und Verben des Sagens zeigen:`,
  dropped: (count) =>
    plural(
      count,
      md`1 Eintrag wurde zurückgehalten: Die Stelle oder der Sprecher stimmte nicht.`,
      md`${count} Einträge wurden zurückgehalten: Die Stellen oder die Sprecher stimmten nicht.`,
    ),
};

const answers: Words['answers'] = {
  archive: 'Das Archiv',
  silent: () => md`Der Artikel sagt dazu nichts.`,
  archiveSilent: () => md`Kein gespeicherter Artikel sagt dazu etwas.`,
  byModel: (model) => md`Antwort von ${model}; unter jedem Satz steht der Wortlaut, auf den er sich stützt.`,
  byWords: (reason) =>
    md`${startSentence(reason)}: Das sind die eigenen Sätze der Artikel, in denen die Wörter deiner Frage stehen.`,
  silentByWords: (reason) =>
    md`${startSentence(reason)}: Ich habe keinen Satz mit den Wörtern deiner Frage gefunden. Versuche es mit anderen Wörtern oder in der Sprache des Artikels.`,
  reading: (model) => md`${model} liest noch. Bis dahin Sätze, in denen die Wörter deiner Frage stehen:`,
  dropped: (count) =>
    plural(
      count,
      md`1 Satz wurde zurückgehalten: Sein Beleg trug ihn nicht.`,
      md`${count} Sätze wurden zurückgehalten: Ihre Belege trugen sie nicht.`,
    ),
  pick: 'Einen dieser Artikel lesen',
};

const translation: Words['translation'] = {
  sameLanguage: (language) =>
    md`Dieser Artikel ist schon auf ${language}. Wähle mit der Option „sprache“ eine andere Sprache.`,
  byModel: (model, from, to) => md`${from} → ${to}, übersetzt von ${model}. Zum Original genügt ein Fingertipp.`,
  byPerson: (author, from, to) => md`${from} → ${to}, ${author}.`,
  provided: (reason) => md`Bereitgestellte Übersetzung: ${reason}.`,
  missing: (reason, language) =>
    md`${startSentence(reason)}, und niemand hat eine Übersetzung ${into(language)} bereitgestellt.`,
  available: (languages) => md`Es gibt eine auf ${languages}.`,
  howTo: () =>
    md`Ein Administrator kann ein Modell anschließen: OPENAI_BASE_URL für jede OpenAI-kompatible Adresse (ein lokales Ollama genügt) oder OPENAI_API_KEY.`,
  file: 'Wie gewünscht hängt die ganze Übersetzung an.',
  working: (model, count, language) =>
    plural(
      count,
      md`${model} übersetzt noch 1 Absatz ${into(language)}. Bis dahin das Original:`,
      md`${model} übersetzt noch ${count} Absätze ${into(language)}. Bis dahin das Original:`,
    ),
  toCheck: (what) => `zu prüfen: ${what}`,
  left: 'im Original belassen: Die Übersetzung des Modells stimmte nicht',
  doubts: (count) =>
    plural(
      count,
      md`1 Stelle stimmt nicht in jedem Punkt mit dem Original überein und ist gekennzeichnet.`,
      md`${count} Stellen stimmen nicht in jedem Punkt mit dem Original überein und sind gekennzeichnet.`,
    ),
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
  contests,
  settings,
  guide,
  help,
  doctor,
} satisfies Words;
