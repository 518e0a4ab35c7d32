import { linkText, md } from '../reply.ts';
import type { Words } from './en.ts';
import { displayName, formatBytes } from './formats.ts';

export const errors: Words['errors'] = {
  'no-articles': () =>
    md`Es ist noch kein Artikel gespeichert. /hinzufügen speichert einen; /feeds hinzufügen folgt einem Feed.`,
  'unknown-article': ({ query }) =>
    md`Kein gespeicherter Artikel passt zu „${query}“. Wähle beim Tippen einen aus der Liste oder versuche es mit /suche.`,
  'query-too-long': ({ length, max }) =>
    md`Das sind ${length} Zeichen; die Suche nimmt höchstens ${max}. Ein paar Wörter genügen.`,
  'bad-date': ({ value }) => md`„${value}“ kann ich nicht als Datum lesen. Schreib es so: 2021-05-31.`,
  'bad-period': ({ since, until }) =>
    md`${until} liegt vor ${since}, dazwischen ist kein Tag. Vertausche „seit“ und „bis“.`,
  'bad-option': ({ option }) =>
    md`Mit dem Wert der Option „${option}“ kann ich nichts anfangen. Führe den Befehl noch einmal aus.`,
  'unknown-language': ({ value, known }) =>
    md`Die Sprache „${value}“ kenne ich nicht. Wähle eine von diesen: ${known}.`,
  'unknown-zone': ({ value }) =>
    md`Die Zeitzone „${value}“ kenne ich nicht. Wähle beim Tippen eine aus der Liste, etwa Europe/Berlin.`,
  'bad-time': ({ value }) => md`„${value}“ ist keine Uhrzeit. Schreib 08:00, oder mehrere: 08:00, 18:30.`,
  'bad-days': ({ value }) =>
    md`Die Tage „${value}“ verstehe ich nicht. Wähle jeden Tag oder Montag bis Freitag oder eine Liste: Mo, Mi, Fr.`,
  'bad-cron': ({ value, reason }) => {
    if (reason === 'too-often')
      return md`„${value}“ würde öfter als 24-mal am Tag veröffentlichen; mehr lasse ich nicht zu. Wähle weniger Minuten oder Stunden, etwa ${'0 8,18 * * *'}.`;
    if (reason === 'never')
      return md`„${value}“ nennt einen Tag, den kein Jahr hat; es würde nie etwas erscheinen. Prüfe Tag und Monat.`;
    return md`„${value}“ ist kein cron-Ausdruck. Schreib Minute, Stunde, Tag des Monats, Monat, Wochentag: ${'30 7 * * MON-FRI'} heißt montags bis freitags um 7:30 Uhr.`;
  },
  'needs-manager': () =>
    md`Dafür brauchst du die Berechtigung „Server verwalten“. Wende dich an einen Administrator dieses Servers.`,
  'needs-server': () => md`Das geht nur auf einem Server. Führe den Befehl in einem Kanal deines Servers aus.`,
  'not-in-server': () =>
    md`Ich bin hier nicht installiert, deshalb antworte ich nur dir. Wer den Server verwaltet, kann mich hinzufügen.`,
  'cannot-share': () =>
    md`Du kannst in diesem Kanal nicht schreiben, deshalb kann ich hier nichts für dich teilen. Versuche es in einem anderen.`,
  'channel-kind': ({ channel }) =>
    md`In <#${channel}> geht keine Presseschau. Wähle einen Text-, Ankündigungs- oder Forumkanal oder einen öffentlichen Thread.`,
  'channel-member': ({ channel }) =>
    md`In <#${channel}> kannst du selbst nicht lesen oder nicht schreiben. Wähle einen Kanal, in dem du beides kannst.`,
  'channel-bot': ({ channel, missing }) =>
    md`In <#${channel}> kann ich nichts veröffentlichen: Mir fehlt ${missing}. Erlaube es in den Kanaleinstellungen und versuche es erneut.`,
  'channel-locked': ({ channel }) =>
    md`<#${channel}> ist gesperrt: Dort kann ich nichts veröffentlichen. Entsperre ihn oder wähle einen anderen Kanal.`,
  'time-or-cron': () => md`Gib entweder „zeit“ an (auf Wunsch mit „tage“) oder „cron“, nicht beides.`,
  'bad-topics': ({ value, max, maxChars }) =>
    md`Höchstens ${max} Themen mit Kommas dazwischen, jedes mit Buchstabe oder Ziffer und höchstens ${maxChars} Zeichen lang. Prüfe „${value}“.`,
  'same-language': ({ language }) =>
    md`Die erste Sprache ist schon ${displayName('de', 'language', language)}. Wähle eine andere als zweite.`,
  'role-everyone': () => md`Ich erwähne nicht alle. Wähle eine Rolle, die sich Mitglieder dafür genommen haben.`,
  'role-bot': ({ role }) =>
    md`Ich darf <@&${role}> nicht erwähnen. Erlaube es allen in den Einstellungen der Rolle, oder mir in diesem Kanal für alle Rollen.`,
  'role-member': ({ role }) =>
    md`Du darfst <@&${role}> dort selbst nicht erwähnen, deshalb tue ich es nicht für dich. Die Einstellungen der Rolle können es allen erlauben.`,
  'publish-kind': ({ channel }) =>
    md`<#${channel}> ist kein Ankündigungskanal: Nachrichten von dort gehen nicht an andere Server. Lass „weitergeben“ weg.`,
  'outlet-blocked': ({ outlet }) =>
    md`Dieser Server zeigt nichts von ${outlet}: Seine Verwaltung zeigt keine staatlich kontrollierten Medien. /suche findet andere.`,
  'add-managers': () =>
    md`Auf diesem Server fügt nur Artikel hinzu, wer ihn verwaltet. Bitte eine dieser Personen darum.`,
  'article-gone': ({ title, url, reason }) => {
    const why =
      reason === 'age'
        ? md`Er war älter, als ich Artikel aufbewahre`
        : md`Jemand von der Serververwaltung hat ihn entfernt`;
    return url === null
      ? md`„${title}“ ist nicht mehr gespeichert: ${why}.`
      : md`„${linkText(title, url)}“ ist nicht mehr gespeichert: ${why}. Der Titel führt zum Original.`;
  },
  'article-hidden': () =>
    md`Dieser Artikel wird auf diesem Server nicht gezeigt: Die Serververwaltung hat ihn hier entfernt. /suche findet andere.`,
  'bad-address': ({ value }) => md`„${value}“ ist keine Internetadresse. Schreib sie so: https://example.org/news.`,
  'add-what': () => md`Gib entweder eine Adresse oder eine Datei an: ein Artikel auf einmal.`,
  'add-pace': ({ max }) =>
    md`In einer Stunde wurden ${max} Artikel hinzugefügt, mehr nehme ich nicht an. Mach bitte später weiter.`,
  'unknown-feed': () => md`Diesem Feed folgt dieser Server nicht. /feeds liste zeigt, welchen er folgt.`,
  'not-opml': () =>
    md`Diese Datei ist keine OPML-Liste von Feeds. Exportiere eine aus deinem Feedreader und hänge sie an.`,
  'file-too-large': ({ bytes, max }) =>
    md`Diese Datei hat ${formatBytes('de', bytes)}; ich lese höchstens ${formatBytes('de', max)}. Hänge eine kleinere an.`,
  'file-unreachable': () => md`Ich konnte diese Datei nicht von Discord holen. Bitte hänge sie noch einmal an.`,
  'unknown-edition': () => md`Diese Ausgabe kenne ich nicht mehr. /presseschau warum zeigt die letzten.`,
  'unknown-digest': () => md`Diese Presseschau gibt es hier nicht mehr. /presseschau liste zeigt, welche es gibt.`,
  'too-many-digests': ({ max }) => md`Dieser Server hat ${max} Presseschauen, mehr geht nicht. Lösche zuerst eine.`,
  'too-many-topics': ({ max }) =>
    md`Eine Presseschau fasst ${max} Themen jeder Art. Nimm zuerst mit /presseschau ändern eines heraus.`,
  'too-many-feeds': ({ max }) =>
    md`Dieser Server folgt ${max} Feeds, mehr geht nicht. Entferne zuerst einen mit /feeds entfernen.`,
  'stale-button': ({ command }) =>
    md`Dieser Knopf stammt aus einer älteren Version. Führe /${command} noch einmal aus.`,
  'stale-command': ({ command }) =>
    md`Den Befehl ${command} habe ich nicht mehr. Tippe /, um meine zu sehen; ein Administrator kann die Liste mit „npx kiosque register“ erneuern.`,
  unexpected: ({ id }) =>
    md`Bei mir ist etwas schiefgegangen; es ist vermerkt. Versuche es noch einmal; bleibt es so, gib einem Administrator diese Nummer: ${id}.`,
};
