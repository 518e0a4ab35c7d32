import { md, timestamp } from '../reply.ts';
import type { Words } from './en.ts';
import { formatBytes, formatDay, formatMs, grammarOf, localTime } from './formats.ts';

const { number, plural } = grammarOf('de');

export const doctorLabels: Words['commands']['doctor'] = {
  name: 'diagnose',
  description: 'Was hier funktioniert, was nicht, und wie es sich beheben lässt',
};

const forms = {
  json_schema: 'strengem Schema',
  json_object: 'seinem JSON-Modus',
  prompt: 'in Worten verlangtem JSON',
} as const;

const findings: Words['doctor']['findings'] = {
  'token-fine': ({ name }) => md`Discord kennt mich als ${name}.`,
  'token-missing': () =>
    md`DISCORD_TOKEN ist nicht gesetzt, deshalb läuft nur die Sandbox. Trag dort das Token deiner Anwendung ein.`,
  'token-refused': () =>
    md`Discord weist DISCORD_TOKEN zurück. Erzeuge auf der Seite „Bot“ deiner Anwendung ein neues, trag es dort ein und starte neu.`,
  'discord-unreachable': ({ reason }) =>
    md`Discord war nicht zu erreichen (${reason}). Prüfe die Verbindung dieses Rechners und discordstatus.com.`,
  'application-fine': () => md`Die Einstellungen der Anwendung stimmen; „Privileged Intents“ brauche ich keine.`,
  'application-endpoint': () =>
    md`Die Anwendung schickt Befehle an eine „Interactions Endpoint URL“ und nicht an mich. Leere dieses Feld auf ihrer Seite „General Information“.`,
  'application-code-grant': () =>
    md`„Requires OAuth2 Code Grant“ ist eingeschaltet, deshalb kann mich niemand einladen. Schalte es auf der Seite „Bot“ der Anwendung aus.`,
  'application-servers-only': () =>
    md`Mitglieder können mich nicht für sich installieren. Sollen sie es, schalte auf der Seite „Installation“ der Anwendung „User Install“ ein.`,
  'database-fine': ({ version, bytes }) =>
    md`Die Datenbank ist in Ordnung: ${formatBytes('de', bytes)}, Schema ${version}.`,
  'database-damaged': ({ detail }) =>
    md`Die Datenbank ist beschädigt (${detail}). Halte mich an und spiele eine Sicherung ein.`,
  'disk-low': ({ bytes }) =>
    md`Auf dem Datenträger sind nur noch ${formatBytes('de', bytes)} frei. Schaffe Platz oder behalte weniger Artikel (ARTICLES_KEEP_DAYS).`,
  'backup-unknown': () =>
    md`Wann die Datenbank zuletzt gesichert wurde, weiß ich nicht. Lass sie täglich kopieren, mit „sqlite3 … .backup“ oder während ich stehe.`,
  'model-none': () =>
    md`Es ist kein Sprachmodell angeschlossen: Zusammenfassungen sind Auszüge. OPENAI_BASE_URL oder OPENAI_API_KEY schließt eines an.`,
  'model-fine': ({ model }) => md`Der Dienst des Sprachmodells antwortet und bietet ${model} an.`,
  'model-unlisted': ({ model }) =>
    md`Der Dienst des Sprachmodells führt ${model} nicht auf. Prüfe den genauen Namen in LLM_MODEL.`,
  'model-refused': ({ status }) =>
    md`Der Dienst des Sprachmodells weist meinen Schlüssel zurück (Status ${status}). Prüfe OPENAI_API_KEY.`,
  'model-unreachable': ({ reason }) =>
    md`Der Dienst des Sprachmodells antwortet nicht (${reason}). Prüfe OPENAI_BASE_URL und ob der Server läuft.`,
  'model-no-list': () =>
    md`Der Dienst des Sprachmodells listet keine Modelle auf: Ob er meines hat, weiß ich nicht. /zusammenfassung zeigt es.`,
  'model-retires': ({ model, day }) =>
    md`${model} wird laut seinem Dienst am ${formatDay('de', day)} abgeschaltet. Setze LLM_MODEL vorher auf ein anderes.`,
  'model-retired': ({ model, day }) =>
    md`${model} wurde laut seinem Dienst am ${formatDay('de', day)} abgeschaltet. Setze LLM_MODEL auf ein anderes.`,
  'model-date-unknown': () =>
    md`Wann das Sprachmodell abgeschaltet wird, ist nicht bekannt: Sein Dienst nennt kein Datum.`,
  'model-answered': ({ model, ms, form, tokens }) =>
    md`${model} hat in ${formatMs('de', ms)} geantwortet, mit ${forms[form]}; ${number(tokens)} Token wurden berechnet.`,
  'model-cut': ({ model, tokens }) =>
    md`${model} antwortet, denkt aber länger, als diese winzige Frage erlaubt; ${number(tokens)} Token wurden berechnet. Zusammenfassungen lassen ihm mehr Platz.`,
  'model-failed': ({ model, reason }) =>
    md`${model} hat nicht wie verlangt geantwortet (${reason}). Prüfe LLM_MODEL, OPENAI_BASE_URL und OPENAI_API_KEY.`,
  'model-not-asked': ({ paced }) =>
    paced
      ? md`Das Sprachmodell wurde nicht gefragt: Du hast es in dieser Stunde zu oft gefragt. Versuche es später noch einmal.`
      : md`Das Sprachmodell wurde nicht gefragt: Sein Budget ist aufgebraucht. /verbrauch zeigt, wofür.`,
  'budget-none': () => md`Für das Sprachmodell ist kein Budget gesetzt. LLM_DAILY_TOKENS setzt eines.`,
  'budget-left': ({ percent }) => md`Vom Budget des Sprachmodells sind ${percent} % übrig.`,
  'budget-low': ({ percent }) =>
    md`Vom Budget des Sprachmodells sind nur ${percent} % übrig. /verbrauch zeigt, wofür es ausgegeben wurde.`,
  'budget-spent': () =>
    md`Das Budget des Sprachmodells ist aufgebraucht: Auszüge, bis es neu beginnt. /verbrauch zeigt, wofür es ausgegeben wurde.`,
  'channel-fine': ({ channelId }) => md`In <#${channelId}> darf ich veröffentlichen.`,
  'channel-closed': ({ channelId }) =>
    md`In <#${channelId}> darf ich nicht veröffentlichen. Gib mir dort „Kanal ansehen“ und „Nachrichten senden“.`,
  'channel-history': ({ channelId }) =>
    md`In <#${channelId}> kann ich nicht zurücklesen. Gib mir „Nachrichtenverlauf anzeigen“: Nach einer Störung prüfe ich, was dort steht.`,
  'channel-unknown': ({ channelId }) =>
    md`Was ich in <#${channelId}> darf, ließ sich gerade nicht abfragen. Versuche es in einer Minute noch einmal.`,
  'slot-next': ({ channelId, at, zone }) =>
    md`Nächste Presseschau in <#${channelId}>: ${localTime('de', at, zone)} (${zone.replaceAll('_', ' ')}).`,
  'slot-none': ({ channelId }) =>
    md`Die Presseschau in <#${channelId}> hat keinen nächsten Termin. Gib ihr mit /presseschau ändern einen anderen.`,
  'digest-paused': ({ channelId }) =>
    md`Die Presseschau in <#${channelId}> ist pausiert. Mit /presseschau fortsetzen geht sie weiter.`,
  'digests-none': () => md`Es gibt keine Presseschau. /presseschau erstellen legt eine an.`,
  'feeds-none': () => md`Es ist kein Feed abonniert. /feeds hinzufügen abonniert einen.`,
  'feeds-fine': ({ count }) =>
    md`${plural(count, '1 Feed wird', `${count} Feeds werden`)} ohne Schwierigkeiten gelesen.`,
  'feed-failing': ({ title, since }) =>
    md`${title} lässt sich nicht lesen; zuerst misslang es ${timestamp(since, 'R')}. /feeds prüfen sagt, warum.`,
  'feed-gone': ({ title }) => md`${title} ist laut seiner Website eingestellt. Nimm ihn mit /feeds entfernen heraus.`,
  'errors-none': () => md`Seit meinem Start wurde kein Fehler vermerkt.`,
  'error-last': ({ event, at }) => md`Vermerkt ${timestamp(at, 'R')}: ${event}. Einzelheiten stehen im Protokoll.`,
  'slot-trouble': ({ kind, at }) =>
    kind === 'uncertain'
      ? md`Ob eine Ausgabe veröffentlicht wurde, kann ich nicht sagen (${timestamp(at, 'R')}). Mit /presseschau warum lässt es sich klären.`
      : md`Eine Ausgabe wurde nicht veröffentlicht (${timestamp(at, 'R')}). /presseschau warum nennt den Grund.`,
};

export const doctor: Words['doctor'] = {
  title: 'Diagnose',
  states: { fine: 'In Ordnung', look: 'Zu prüfen', broken: 'Störung' },
  allFine: () => md`Es gibt keine Störung.`,
  toMend: (count) => plural(count, md`1 Störung ist zu beheben.`, md`${count} Störungen sind zu beheben.`),
  again: 'Noch einmal prüfen',
  askModel: 'Das Modell fragen',
  findings,
};
