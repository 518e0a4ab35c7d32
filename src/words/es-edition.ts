import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { number, plural } = grammarOf('es');

export const edition: Words['edition'] = {
  heading: (date) => `Noticias del ${date}`,
  late: (due) =>
    md`Esta edición, prevista para el ${due}, llega con retraso: yo no estaba en marcha, o Discord no respondía.`,
  none: () => md`Nada nuevo desde la última edición.`,
  empty: () => md`Aún no hay ningún artículo guardado.`,
  more: (rest) =>
    plural(
      rest,
      md`Y 1 artículo nuevo más: /buscar lo encuentra.`,
      md`Y ${number(rest)} artículos nuevos más: /buscar los encuentra.`,
    ),
  extract: (sentence) => md`«${sentence}»`,
  corrected: (at, before) => md`Corrección del ${at}: el artículo se modificó. Antes decía: «${before}»`,
  withdrawn: (at, before) => md`Corrección del ${at}: el artículo ya no dice «${before}»`,
  unsaid: (at, before) =>
    md`Corrección del ${at}: el artículo se modificó y este servidor ya no muestra nada de él. Antes decía: «${before}»`,
  extracts: () => md`Las frases entre comillas son de los propios artículos.`,
  byModel: (model) => md`Las frases sin comillas son de ${model}, cada una contrastada con su artículo.`,
  labeled: (sources) => md`Quién dice que un Estado controla un medio: ${sources}`,
  soleSource: 'Una sola fuente',
  held: () => md`Mostrado a petición: este servidor no muestra sin más los textos de medios controlados por un Estado.`,
  also: (outlets, rest) => (rest === 0 ? md`También: ${outlets}` : md`También: ${outlets} · ${rest} más`),
  inThisLanguage: 'En español',
  pickStory: 'Más sobre una noticia',
  storyGone: () => md`Este artículo ya no está guardado. /buscar encuentra otros.`,
  notKept: (titles) => md`Ya no se conservan: ${titles}`,
  outletsTitle: (count) => plural(count, 'Una sola fuente', `${count} medios sobre esta noticia`),
  moreOutlets: (rest) => plural(rest, md`Y 1 medio más.`, md`Y ${rest} medios más.`),
  pickOutlet: 'Leer el artículo de otro medio',
  pickMute: 'Silenciar un tema en este boletín',
  muted: (topic) => md`Silenciado: desde la próxima edición, ninguna noticia cuyo título o comienzo diga «${topic}».`,
  unmuted: (topic) => md`«${topic}» ya no está silenciado.`,
  notMuted: () => md`Ese tema ya no está silenciado.`,
  unmute: 'Deshacer',
  partGone: () => md`Ya no sé qué contenía esta edición. /buscar encuentra los artículos guardados.`,
  latest: 'Últimos artículos',
  readTitle: 'Artículos de esta edición',
  latestTitle: 'Últimos artículos',
  pickRead: 'Leer uno de ellos',
  pickSummary: 'Resumir uno de ellos',
  refused: (channelId, due, reason) =>
    md`El boletín previsto para el ${due} no se publicó en <#${channelId}>: ${reason} Sus artículos pasan a la próxima edición.`,
  refusedForNow: (channelId, due, reason) =>
    md`El boletín previsto para el ${due} no se publicó en <#${channelId}>: ${reason} En cuanto se arregle, lo publico con retraso; si no, sus artículos pasan a la próxima edición.`,
  uncertain: (channelId, due) =>
    md`No puedo decir si el boletín previsto para el ${due} se publicó en <#${channelId}>, así que no lo he enviado otra vez. Compruébalo allí; con «Leer el historial de mensajes» puedo mirarlo yo. La próxima edición trae también sus artículos.`,
  settle: { there: 'Está allí', send: 'Enviarlo otra vez', again: 'Reintentar ahora' },
  reasons: {
    'missing-access': () => md`no veo el canal. Dame allí «Ver canal».`,
    'missing-permission': () => md`no puedo escribir allí. Dame «Ver canal» y «Enviar mensajes» en ese canal.`,
    'unknown-channel': () => md`el canal ya no existe. Elimina el boletín o crea uno para otro canal.`,
    unauthorized: () => md`Discord rechaza mi token. Comprueba DISCORD_TOKEN.`,
    'thread-closed': () => md`el hilo está cerrado o bloqueado. Ábrelo de nuevo, o elige otro canal para el boletín.`,
    invalid: () => md`Discord rechazó el propio mensaje. El registro tiene los detalles.`,
    'gave-up': () => md`falló durante 24 horas y he desistido. «npx kiosque digest why» muestra cada intento.`,
    compose: () => md`no se pudo componer en 24 horas. El registro tiene los detalles.`,
  },
};
