import { joinMarkdown, type Markdown, md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { plural, number } = grammarOf('es');

export const feedLabels: Words['commands']['feed'] = {
  name: 'feeds',
  description: 'Los feeds cuyos artículos lee este servidor',
  add: { name: 'añadir', description: 'Seguir un feed: su dirección, o la de una página que tenga uno' },
  list: { name: 'lista', description: 'Los feeds de este servidor, y cómo están' },
  check: { name: 'comprobar', description: 'Ver lo que da un feed en este momento; no cambia nada' },
  pause: { name: 'pausar', description: 'Pausar un feed, o reanudarlo' },
  remove: { name: 'quitar', description: 'Dejar de seguir un feed; sus artículos se quedan' },
  import: { name: 'importar', description: 'Seguir todos los feeds de un archivo OPML' },
  export: { name: 'exportar', description: 'Los feeds de este servidor en un archivo OPML' },
  address: { name: 'dirección', description: 'Por ejemplo https://example.org, o el propio feed' },
  feed: { name: 'feed', description: 'Qué feed; puede quedar vacío si solo hay uno' },
  checked: { name: 'feed', description: 'Un feed de este servidor, o cualquier dirección' },
  file: { name: 'archivo', description: 'Un archivo OPML, como lo exportan los lectores de feeds' },
};

export const feed: Words['feed'] = {
  listTitle: (count) => plural(count, '1 feed', `${number(count)} feeds`),
  none: () => md`Este servidor aún no sigue ningún feed. Quien lo gestiona añade uno con /feeds añadir.`,
  which: () => md`¿Qué feed? Elige uno de la lista mientras escribes.`,
  pick: 'Elige uno para verlo o cambiarlo',
  followed: () =>
    md`Feed seguido. Los artículos nuevos se guardan según llegan; un boletín los publica y /buscar los encuentra.`,
  blocked: (outlet: string, settings: Markdown) =>
    md`⚠ Este servidor no muestra nada de ${outlet}: lo que trae el feed no sale en ningún boletín ni búsqueda. Lo cambias con ${settings}.`,
  again: () => md`Este servidor ya sigue ese feed.`,
  notFollowed: (reason) => md`No he podido seguir ese feed. ${reason}`,
  several: (count) => md`He encontrado ahí ${count} feeds. ¿Cuál quieres?`,
  pickFound: 'Elige el feed que seguir',
  longOnes: (addresses) => md`Demasiado largas para la lista; da una de estas a /feeds añadir: ${addresses}`,
  noneFound: () =>
    md`No he encontrado ningún feed en esa dirección. Busca «RSS», «Atom» o «feed» en el sitio y dame esa dirección; /añadir guarda un solo artículo.`,
  articles: (count) => (count === 0 ? 'aún sin artículos' : plural(count, '1 artículo', `${number(count)} artículos`)),
  shared: 'para todos los servidores de este bot',
  state: {
    active: (next) => (next === null ? md`activo` : md`próxima lectura ${next}`),
    paused: () => md`en pausa: no se guarda nada nuevo hasta que lo reanude quien gestiona el servidor`,
    gone: () =>
      md`terminado: según el sitio, este feed ya no existe. Sus artículos se quedan; busca allí una dirección nueva.`,
    failing: (since, next, reason) =>
      next === null
        ? md`⚠ ilegible desde el ${since}. ${reason}`
        : md`⚠ ilegible desde el ${since}; nuevo intento ${next}. ${reason}`,
  },
  lastRead: (moment) => md`última lectura ${moment}`,
  added: (memberId, moment) => md`añadido por <@${memberId}> el ${moment}`,
  checkTitle: (count, total) =>
    count === total ? `Lo que da ahora: ${total}` : `Lo que da ahora: los últimos ${count} de ${total}`,
  full: 'texto completo en el feed',
  excerpt: 'extracto; leo el resto en su página',
  noTitle: 'Feed sin título',
  noDate: 'sin fecha',
  warnings: {
    'no-dates': () => md`Sus entradas no tienen fecha: son nuevas desde el momento en que las veo.`,
    'future-dates': () => md`Algunas fechas están en el futuro: tomo en su lugar el momento en que veo la entrada.`,
    'no-ids': () => md`Sus entradas no tienen identificador: las distingo por su dirección; si no, por su texto.`,
    'no-links': () => md`Sus entradas no llevan a ninguna página: solo puedo guardar lo que dice el propio feed.`,
    'excerpts-only': () =>
      md`Solo da extractos: leo los textos completos en sus páginas, donde el sitio me lo permite.`,
    'no-items': () => md`Es un feed, pero está vacío en este momento.`,
    stale: () => md`Nada nuevo desde hace medio año: quizá esté abandonado.`,
    cut: () => md`Tiene más entradas de las que leo de una vez: solo cuentan las más recientes.`,
  },
  paused: () => md`En pausa.`,
  resumed: () => md`Reanudado: lo leeré pronto.`,
  removed: (title) => md`«${title}» ya no se sigue. Sus artículos se quedan.`,
  restored: () => md`Seguido de nuevo, como antes.`,
  notYours: () => md`Ese feed es para todos los servidores de este bot: solo su operador puede cambiarlo.`,
  imported: (added, known) =>
    joinMarkdown(
      [
        added === 0
          ? md`No se sigue ningún feed nuevo.`
          : plural(added, md`Ahora se sigue 1 feed más.`, md`Ahora se siguen ${number(added)} feeds más.`),
        ...(known === 0 ? [] : [plural(known, md`1 ya se seguía.`, md`${number(known)} ya se seguían.`)]),
        ...(added === 0 ? [] : [md`Los leeré pronto; /feeds lista dice cómo están.`]),
      ],
      ' ',
    ),
  importLeft: (count) =>
    plural(
      count,
      md`1 entrada no tiene una dirección que pueda abrir y se ha dejado fuera.`,
      md`${number(count)} entradas no tienen una dirección que pueda abrir y se han dejado fuera.`,
    ),
  importRefused: (count, some) =>
    plural(count, md`1 no se pudo seguir: ${some}`, md`${number(count)} no se pudieron seguir, por ejemplo: ${some}`),
  exported: (count) =>
    plural(
      count,
      md`1 feed, en un archivo OPML que acepta cualquier lector de feeds.`,
      md`${number(count)} feeds, en un archivo OPML que acepta cualquier lector de feeds.`,
    ),
  exportTitle: 'Feeds de este servidor',
  buttons: { check: 'Comprobar', pause: 'Pausar', resume: 'Reanudar', remove: 'Quitar', undo: 'Deshacer' },
};

export const source: Words['source'] = {
  address: () => md`Esa no es una dirección web pública que yo pueda abrir. Dame una que empiece por https://.`,
  'unknown-host': () => md`Ningún sitio responde a ese nombre. Comprueba cómo se escribe.`,
  refused: () => md`El sitio no acepta conexiones en este momento. Vuelve a intentarlo más tarde.`,
  tls: () =>
    md`El certificado del sitio no es válido, así que no me fío. Vuelve a intentarlo cuando sus responsables lo hayan renovado.`,
  timeout: () => md`El sitio no respondió a tiempo. Vuelve a intentarlo más tarde.`,
  'too-large': () =>
    md`Lo que hay allí es más grande de lo que leo. Dame una página o un feed más pequeño de ese sitio.`,
  'too-many-redirects': () =>
    md`Esa dirección solo lleva de una a otra. Ábrela en un navegador y dame aquella en la que termina.`,
  broken: () => md`La respuesta del sitio se cortó por el camino. Vuelve a intentarlo más tarde.`,
  login: () => md`El sitio pide allí iniciar sesión, y no tengo cuenta. Dame una dirección que todos puedan leer.`,
  page: () => md`Eso es una página y no un feed. /feeds añadir busca los feeds de una página.`,
  empty: () => md`El sitio no respondió nada en absoluto. Vuelve a intentarlo más tarde o comprueba la dirección.`,
  unreadable: () => md`Lo que hay allí no es ni un feed ni una página que yo sepa leer. Comprueba la dirección.`,
  statuses: {
    missing: (status) => md`Ya no hay nada en esa dirección (${status}). Busca la nueva en el sitio.`,
    forbidden: (status) => md`El sitio no me deja leer eso (${status}). Dame una dirección abierta a todos.`,
    legal: (status) => md`El sitio no puede mostrar eso por razones legales (${status}). Busca otra fuente.`,
    often: (status) => md`El sitio me pide que venga menos a menudo (${status}). Vuelve a intentarlo más tarde.`,
    site: (status) => md`El sitio tiene un problema propio (${status}). Vuelve a intentarlo más tarde.`,
    other: (status) => md`El sitio no me lo ha dado (${status}). Comprueba la dirección en un navegador.`,
  },
};
