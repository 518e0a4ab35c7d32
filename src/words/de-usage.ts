import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { plural } = grammarOf('de');

export const usage: Words['usage'] = {
  title: 'Das Sprachmodell auf diesem Server',
  none: () => md`In den letzten 30 Tagen wurde für diesen Server kein Modell aufgerufen.`,
  noModel: () => md`Es ist kein Sprachmodell angeschlossen: Es wird nichts ausgegeben.`,
  today: 'Heute',
  month: 'Diesen Monat',
  line: (label, text) => md`${label}: ${text}`,
  calls: (count, shown) => plural(count, '1 Aufruf', `${shown} Aufrufe`),
  tokens: (shown) => `${shown} Token`,
  detail: (sent, cached, answered) =>
    `${sent} gesendet, davon ${cached} aus dem Zwischenspeicher des Dienstes; ${answered} als Antwort`,
  failed: (count, shown) => plural(count, '1 Aufruf misslang', `${shown} Aufrufe misslangen`),
  noPrice: 'Preis unbekannt',
  somePrices: (amount, calls) => `${amount} und ${calls} zu einem unbekannten Preis`,
  saved: (texts, shown, worth) =>
    plural(
      texts,
      md`Gespeicherte Texte haben diesen Monat 1 Aufruf erspart${worth}.`,
      md`Gespeicherte Texte haben diesen Monat ${shown} Aufrufe erspart${worth}.`,
    ),
  about: (worth) => `, etwa ${worth}`,
  capsTitle: 'Grenzen',
  scopes: { server: 'dieser Server', total: 'alle Server zusammen' },
  periods: { day: 'heute', month: 'diesen Monat' },
  cap: (scope, period, left, max) => `${scope}, ${period}: noch ${left} von ${max}`,
  noCaps: 'Es ist keine Grenze gesetzt.',
  capsNote:
    'Tage und Monate in UTC. Laufende Aufrufe zählen so viel, wie sie höchstens kosten können; in Dollar auch abgebrochene.',
  chart: 'Token je Tag: unten die gesendeten, darüber die der Antworten.',
  chartAlt: (from, to, total, most, mostDay) =>
    `Säulendiagramm der Token je Tag vom ${from} bis ${to}: insgesamt ${total}, die meisten am ${mostDay} mit ${most}.`,
  prices: (sent, cached, answered) =>
    `Eine Million Token: ${sent} gesendet, ${cached} aus dem Zwischenspeicher des Dienstes, ${answered} als Antwort`,
  priceStated: (price, page, readOn) =>
    md`${price}, laut ${page} vom ${readOn}. Was der Dienst zwischenspeichert, kann mehr kosten: Zu diesem Preis rechnen die Beträge alles neu Gesendete.`,
  priceSet: (price) => md`${price}, wie vom Administrator eingestellt.`,
  priceUnknown: (model) =>
    md`Was ${model} hier kostet, weiß ich nicht, deshalb stehen hier nur Token. Ein Administrator kann LLM_PRICE_IN und LLM_PRICE_OUT setzen.`,
  sellerPage: 'der Seite des Anbieters',
  shared: 'Geplante Presseschauen aller Server, diesen Monat',
  sharedNote:
    'Dafür zahlt kein Server: Alle teilen sich die Texte, und nur die Grenzen aller Server zusammen zählen sie mit.',
  summaries: (count, shown) => plural(count, '1 Zusammenfassung', `${shown} Zusammenfassungen`),
  digestCost: (summaries, each, month) => `Etwa ${summaries} je Ausgabe: bis zu ${each} je Ausgabe, ${month} im Monat`,
  limitLeaves: {
    day: (max) => `; die Tagesgrenze liegt bei ${max}.`,
    month: (left) => `; die Monatsgrenze lässt noch ${left}.`,
  },
  limitShort: {
    day: (max) => `. Die Tagesgrenze von ${max} reicht nicht: Manche Ausgaben werden Auszüge enthalten.`,
    month: (left) => `. Die Monatsgrenze lässt nur noch ${left}, zu wenig: Manche Ausgaben werden Auszüge enthalten.`,
  },
};
