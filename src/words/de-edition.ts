import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { number, plural } = grammarOf('de');

export const edition: Words['edition'] = {
  heading: (date) => `Nachrichten vom ${date}`,
  late: (due) =>
    md`Diese Ausgabe war am ${due} fällig und kommt verspätet: Ich lief nicht, oder Discord war nicht zu erreichen.`,
  none: () => md`Nichts Neues seit der letzten Ausgabe.`,
  empty: () => md`Es ist noch kein Artikel gespeichert.`,
  more: (rest) =>
    plural(
      rest,
      md`Und 1 weiterer neuer Artikel: /suche findet ihn.`,
      md`Und ${number(rest)} weitere neue Artikel: /suche findet sie.`,
    ),
  extract: (sentence) => md`„${sentence}“`,
  corrected: (at, before) => md`Berichtigt am ${at}: Der Artikel wurde geändert. Zuvor hieß es: „${before}“`,
  withdrawn: (at, before) => md`Berichtigt am ${at}: Im Artikel steht nicht mehr „${before}“`,
  unsaid: (at, before) =>
    md`Berichtigt am ${at}: Der Artikel wurde geändert, und dieser Server zeigt nichts mehr davon. Zuvor hieß es: „${before}“`,
  extracts: () => md`Sätze in Anführungszeichen stammen aus den Artikeln selbst.`,
  byModel: (model) => md`Sätze ohne Anführungszeichen sind von ${model}, jeder an seinem Artikel geprüft.`,
  labeled: (sources) => md`Wer sagt, dass ein Staat ein Medium kontrolliert: ${sources}`,
  soleSource: 'Nur eine Quelle',
  held: () => md`Auf Wunsch gezeigt: Dieser Server zeigt Texte staatlich kontrollierter Medien erst auf Nachfrage.`,
  also: (outlets, rest) =>
    rest === 0 ? md`Auch: ${outlets}` : md`Auch: ${outlets} · ${plural(rest, '1 weiteres', `${rest} weitere`)}`,
  inThisLanguage: 'Auf Deutsch',
  pickStory: 'Mehr zu einer Meldung',
  storyGone: () => md`Dieser Artikel ist nicht mehr gespeichert. /suche findet andere.`,
  notKept: (titles) => md`Nicht mehr gespeichert: ${titles}`,
  outletsTitle: (count) => plural(count, 'Nur eine Quelle', `${count} Medien zu dieser Meldung`),
  moreOutlets: (rest) => plural(rest, md`Und 1 weiteres Medium.`, md`Und ${rest} weitere Medien.`),
  pickOutlet: 'Den Artikel eines anderen Mediums lesen',
  pickMute: 'Ein Thema in dieser Presseschau stummschalten',
  muted: (topic) =>
    md`Stummgeschaltet: Ab der nächsten Ausgabe kommt keine Meldung mehr, in deren Titel oder Anfang „${topic}“ steht.`,
  unmuted: (topic) => md`„${topic}“ ist nicht mehr stummgeschaltet.`,
  notMuted: () => md`Dieses Thema ist nicht mehr stummgeschaltet.`,
  unmute: 'Rückgängig',
  partGone: () => md`Ich weiß nicht mehr, was in dieser Ausgabe stand. /suche findet gespeicherte Artikel.`,
  latest: 'Neueste Artikel',
  readTitle: 'Artikel dieser Ausgabe',
  latestTitle: 'Neueste Artikel',
  pickRead: 'Einen davon lesen',
  pickSummary: 'Einen davon zusammenfassen',
  refused: (channelId, due, reason) =>
    md`Die am ${due} fällige Presseschau wurde nicht in <#${channelId}> veröffentlicht: ${reason} Ihre Artikel kommen in die nächste Ausgabe.`,
  refusedForNow: (channelId, due, reason) =>
    md`Die am ${due} fällige Presseschau wurde nicht in <#${channelId}> veröffentlicht: ${reason} Sobald das behoben ist, kommt sie verspätet; sonst kommen ihre Artikel in die nächste Ausgabe.`,
  uncertain: (channelId, due) =>
    md`Ich kann nicht sagen, ob die am ${due} fällige Presseschau in <#${channelId}> veröffentlicht wurde; deshalb habe ich sie nicht noch einmal gesendet. Bitte sieh dort nach; mit „Nachrichtenverlauf anzeigen“ kann ich es selbst. Ihre Artikel bringt auch die nächste Ausgabe.`,
  settle: { there: 'Sie steht dort', send: 'Noch einmal senden', again: 'Jetzt noch einmal versuchen' },
  reasons: {
    'missing-access': () => md`Ich sehe den Kanal nicht. Gib mir dort „Kanal ansehen“.`,
    'missing-permission': () =>
      md`Ich darf dort nicht schreiben. Gib mir in diesem Kanal „Kanal ansehen“ und „Nachrichten senden“.`,
    'unknown-channel': () =>
      md`Den Kanal gibt es nicht mehr. Lösche die Presseschau oder erstelle eine für einen anderen Kanal.`,
    unauthorized: () => md`Discord weist mein Token zurück. Prüfe DISCORD_TOKEN.`,
    'thread-closed': () =>
      md`Der Thread ist geschlossen oder gesperrt. Öffne ihn wieder oder wähle einen anderen Kanal für die Presseschau.`,
    invalid: () => md`Discord hat die Nachricht selbst zurückgewiesen. Einzelheiten stehen im Protokoll.`,
    'gave-up': () =>
      md`Es ist 24 Stunden lang misslungen, und ich habe aufgegeben. „npx kiosque digest why“ nennt jeden Versuch.`,
    compose: () => md`Sie ließ sich 24 Stunden lang nicht zusammenstellen. Einzelheiten stehen im Protokoll.`,
  },
};
