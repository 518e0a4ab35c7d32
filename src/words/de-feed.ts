import { joinMarkdown, type Markdown, md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { plural, number } = grammarOf('de');

export const feedLabels: Words['commands']['feed'] = {
  name: 'feeds',
  description: 'Die Feeds, deren Artikel dieser Server liest',
  add: { name: 'hinzufügen', description: 'Einem Feed folgen: seine Adresse oder die einer Seite, die einen hat' },
  list: { name: 'liste', description: 'Die Feeds dieses Servers und ihr Zustand' },
  check: { name: 'prüfen', description: 'Sehen, was ein Feed gerade hergibt; nichts wird geändert' },
  pause: { name: 'pause', description: 'Einen Feed pausieren oder fortsetzen' },
  remove: { name: 'entfernen', description: 'Einem Feed nicht mehr folgen; seine Artikel bleiben' },
  import: { name: 'importieren', description: 'Allen Feeds einer OPML-Datei folgen' },
  export: { name: 'exportieren', description: 'Die Feeds dieses Servers als OPML-Datei' },
  address: { name: 'adresse', description: 'Etwa https://example.org oder der Feed selbst' },
  feed: { name: 'feed', description: 'Welcher Feed; darf leer bleiben, wenn es nur einen gibt' },
  checked: { name: 'feed', description: 'Ein Feed dieses Servers oder irgendeine Adresse' },
  file: { name: 'datei', description: 'Eine OPML-Datei, wie Feedreader sie exportieren' },
};

export const feed: Words['feed'] = {
  listTitle: (count) => plural(count, '1 Feed', `${number(count)} Feeds`),
  none: () => md`Dieser Server folgt noch keinem Feed. Wer ihn verwaltet, fügt mit /feeds hinzufügen einen hinzu.`,
  which: () => md`Welcher Feed? Wähle beim Tippen einen aus der Liste.`,
  pick: 'Wähle einen, um ihn zu sehen oder zu ändern',
  followed: () =>
    md`Abonniert. Neue Artikel werden gespeichert, sobald sie kommen; eine Presseschau bringt sie, /suche findet sie.`,
  blocked: (outlet: string, settings: Markdown) =>
    md`⚠ Dieser Server zeigt nichts von ${outlet}: Was der Feed bringt, steht in keiner Presseschau und keiner Suche. Mit ${settings} änderst du das.`,
  again: () => md`Diesem Feed folgt dieser Server schon.`,
  notFollowed: (reason) => md`Ich konnte diesem Feed nicht folgen. ${reason}`,
  several: (count) => md`Ich habe dort ${count} Feeds gefunden. Welchen möchtest du?`,
  pickFound: 'Wähle den Feed, dem der Server folgen soll',
  longOnes: (addresses) => md`Zu lang für die Liste; gib /feeds hinzufügen eine davon: ${addresses}`,
  noneFound: () =>
    md`Dort habe ich keinen Feed gefunden. Such auf der Website nach „RSS“, „Atom“ oder „Feed“ und gib mir diese Adresse; /hinzufügen speichert einen einzelnen Artikel.`,
  articles: (count) => (count === 0 ? 'noch kein Artikel' : `${number(count)} Artikel`),
  shared: 'für alle Server dieses Bots',
  state: {
    active: (next) => (next === null ? md`aktiv` : md`nächster Abruf ${next}`),
    paused: () => md`pausiert: Nichts Neues wird gespeichert, bis die Serververwaltung ihn fortsetzt`,
    gone: () =>
      md`eingestellt: Laut Website gibt es diesen Feed nicht mehr. Seine Artikel bleiben; such dort nach einer neuen Adresse.`,
    failing: (since, next, reason) =>
      next === null
        ? md`⚠ seit dem ${since} nicht lesbar. ${reason}`
        : md`⚠ seit dem ${since} nicht lesbar; nächster Versuch ${next}. ${reason}`,
  },
  lastRead: (moment) => md`zuletzt gelesen ${moment}`,
  added: (memberId, moment) => md`hinzugefügt von <@${memberId}> am ${moment}`,
  checkTitle: (count, total) =>
    count === total ? `Was er gerade hergibt: ${total}` : `Was er gerade hergibt: die letzten ${count} von ${total}`,
  full: 'ganzer Text im Feed',
  excerpt: 'Auszug; den Rest lese ich auf seiner Seite',
  noTitle: 'Feed ohne Titel',
  noDate: 'ohne Datum',
  warnings: {
    'no-dates': () => md`Seine Einträge haben kein Datum: Sie gelten als neu, sobald ich sie sehe.`,
    'future-dates': () =>
      md`Manche Daten liegen in der Zukunft: Ich nehme stattdessen den Moment, in dem ich den Eintrag sehe.`,
    'no-ids': () => md`Seine Einträge haben keine Kennung: Ich unterscheide sie an der Adresse, sonst am Text.`,
    'no-links': () => md`Seine Einträge führen zu keiner Seite: Speichern kann ich nur, was der Feed selbst sagt.`,
    'excerpts-only': () =>
      md`Er bringt nur Auszüge: Die ganzen Texte lese ich auf ihren Seiten, wo die Website es zulässt.`,
    'no-items': () => md`Es ist ein Feed, aber im Moment ein leerer.`,
    stale: () => md`Seit einem halben Jahr nichts Neues: Vielleicht ist er aufgegeben.`,
    cut: () => md`Er hat mehr Einträge, als ich auf einmal lese: Es zählen nur die neuesten.`,
  },
  paused: () => md`Pausiert.`,
  resumed: () => md`Es geht weiter: Ich lese ihn bald.`,
  removed: (title) => md`„${title}“ ist nicht mehr abonniert. Die Artikel bleiben.`,
  restored: () => md`Wieder abonniert, wie zuvor.`,
  notYours: () => md`Dieser Feed gilt für alle Server dieses Bots: Nur der Betreiber kann ihn ändern.`,
  imported: (added, known) =>
    joinMarkdown(
      [
        added === 0
          ? md`Kein neuer Feed ist abonniert.`
          : plural(added, md`1 Feed ist jetzt abonniert.`, md`${number(added)} Feeds sind jetzt abonniert.`),
        ...(known === 0 ? [] : [plural(known, md`1 war es schon.`, md`${number(known)} waren es schon.`)]),
        ...(added === 0 ? [] : [md`Ich lese sie bald; /feeds liste zeigt ihren Zustand.`]),
      ],
      ' ',
    ),
  importLeft: (count) =>
    plural(
      count,
      md`1 Eintrag hat keine Adresse, die ich öffnen kann, und blieb außen vor.`,
      md`${number(count)} Einträge haben keine Adresse, die ich öffnen kann, und blieben außen vor.`,
    ),
  importRefused: (count, some) =>
    plural(
      count,
      md`1 ließ sich nicht abonnieren: ${some}`,
      md`${number(count)} ließen sich nicht abonnieren, zum Beispiel: ${some}`,
    ),
  exported: (count) =>
    plural(
      count,
      md`1 Feed, als OPML-Datei, die jeder Feedreader annimmt.`,
      md`${number(count)} Feeds, als OPML-Datei, die jeder Feedreader annimmt.`,
    ),
  exportTitle: 'Feeds dieses Servers',
  buttons: { check: 'Prüfen', pause: 'Pausieren', resume: 'Fortsetzen', remove: 'Entfernen', undo: 'Rückgängig' },
};

export const source: Words['source'] = {
  address: () =>
    md`Das ist keine öffentliche Internetadresse, die ich öffnen darf. Gib eine an, die mit https:// beginnt.`,
  'unknown-host': () => md`Unter diesem Namen antwortet keine Website. Prüfe, wie er geschrieben wird.`,
  refused: () => md`Die Website nimmt im Moment keine Verbindung an. Versuche es später noch einmal.`,
  tls: () =>
    md`Das Zertifikat der Website ist ungültig, deshalb traue ich ihr nicht. Versuche es wieder, wenn ihre Betreiber es erneuert haben.`,
  timeout: () => md`Die Website hat nicht rechtzeitig geantwortet. Versuche es später noch einmal.`,
  'too-large': () =>
    md`Was dort steht, ist größer, als ich lese. Gib mir eine kleinere Seite oder einen kleineren Feed dieser Website.`,
  'too-many-redirects': () =>
    md`Diese Adresse leitet immer nur zur nächsten weiter. Öffne sie im Browser und gib mir die, bei der sie endet.`,
  broken: () => md`Die Antwort der Website brach unterwegs ab. Versuche es später noch einmal.`,
  login: () =>
    md`Die Website verlangt dort eine Anmeldung, und ich habe keine. Gib mir eine Adresse, die alle lesen können.`,
  page: () => md`Das ist eine Seite und kein Feed. /feeds hinzufügen sucht die Feeds einer Seite.`,
  empty: () => md`Die Website hat gar nichts geantwortet. Versuche es später noch einmal oder prüfe die Adresse.`,
  unreadable: () => md`Was dort steht, ist weder ein Feed noch eine Seite, die ich lesen kann. Prüfe die Adresse.`,
  statuses: {
    missing: (status) => md`Unter dieser Adresse ist nichts mehr (${status}). Such auf der Website nach der neuen.`,
    forbidden: (status) =>
      md`Die Website lässt mich das nicht lesen (${status}). Gib mir eine Adresse, die allen offensteht.`,
    legal: (status) =>
      md`Die Website darf das aus rechtlichen Gründen nicht zeigen (${status}). Such eine andere Quelle.`,
    often: (status) => md`Die Website bittet mich, seltener zu kommen (${status}). Versuche es später noch einmal.`,
    site: (status) => md`Die Website hat selbst eine Störung (${status}). Versuche es später noch einmal.`,
    other: (status) => md`Die Website hat es mir nicht gegeben (${status}). Prüfe die Adresse im Browser.`,
  },
};
