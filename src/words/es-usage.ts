import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { plural } = grammarOf('es');

export const usage: Words['usage'] = {
  title: 'El modelo de lenguaje en este servidor',
  none: () => md`No se ha llamado a ningún modelo para este servidor en los últimos 30 días.`,
  noModel: () => md`No hay ningún modelo de lenguaje conectado: no se gasta nada.`,
  today: 'Hoy',
  month: 'Este mes',
  line: (label, text) => md`${label}: ${text}`,
  calls: (count, shown) => plural(count, '1 llamada', `${shown} llamadas`),
  tokens: (shown) => `${shown} tokens`,
  detail: (sent, cached, answered) =>
    `${sent} enviados, de ellos ${cached} de la caché del servicio; ${answered} de respuesta`,
  failed: (count, shown) => plural(count, '1 llamada falló', `${shown} llamadas fallaron`),
  noPrice: 'precio desconocido',
  somePrices: (amount, calls) => `${amount} más ${calls} a un precio desconocido`,
  saved: (texts, shown, worth) =>
    plural(
      texts,
      md`Los textos guardados ahorraron 1 llamada este mes${worth}.`,
      md`Los textos guardados ahorraron ${shown} llamadas este mes${worth}.`,
    ),
  about: (worth) => `, aproximadamente ${worth}`,
  capsTitle: 'Límites',
  scopes: { server: 'este servidor', total: 'todos los servidores juntos' },
  periods: { day: 'hoy', month: 'este mes' },
  cap: (scope, period, left, max) => `${scope}, ${period}: quedan ${left} de ${max}`,
  noCaps: 'No hay ningún límite fijado.',
  capsNote:
    'Días y meses en UTC. Las llamadas en curso cuentan por lo máximo que pueden costar; en dólares, también las que se cortaron.',
  chart: 'Tokens por día: los enviados abajo, los de respuesta encima.',
  chartAlt: (from, to, total, most, mostDay) =>
    `Gráfico de barras de los tokens por día del ${from} al ${to}: ${total} en total, el máximo el ${mostDay} con ${most}.`,
  prices: (sent, cached, answered) =>
    `Un millón de tokens: ${sent} enviados, ${cached} de la caché del servicio, ${answered} de respuesta`,
  priceStated: (price, page, readOn) =>
    md`${price}, según ${page} a fecha de ${readOn}. Lo que el servicio escribe en su caché puede costar más: los importes cuentan a ese precio todo envío nuevo.`,
  priceSet: (price) => md`${price}, según lo fijó el administrador.`,
  priceUnknown: (model) =>
    md`No sé lo que cuesta ${model} aquí, así que solo muestro tokens. Un administrador puede fijar LLM_PRICE_IN y LLM_PRICE_OUT.`,
  sellerPage: 'la página del proveedor',
  shared: 'Boletines programados de todos los servidores, este mes',
  sharedNote:
    'Ningún servidor los paga: todos comparten los textos, y solo los límites de todos los servidores juntos los cuentan.',
  summaries: (count, shown) => plural(count, '1 resumen', `${shown} resúmenes`),
  digestCost: (summaries, each, month) =>
    `Cerca de ${summaries} por edición: hasta ${each} por edición, ${month} al mes`,
  limitLeaves: {
    day: (max) => `; el límite del día es de ${max}.`,
    month: (left) => `; el límite del mes deja ${left}.`,
  },
  limitShort: {
    day: (max) => `. El límite del día, ${max}, no basta: algunas ediciones llevarán extractos.`,
    month: (left) => `. El límite del mes solo deja ${left}, no basta: algunas ediciones llevarán extractos.`,
  },
};
