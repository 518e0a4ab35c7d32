import { linkText, md } from '../reply.ts';
import type { Words } from './en.ts';
import { displayName, formatBytes } from './formats.ts';

export const errors: Words['errors'] = {
  'no-articles': () =>
    md`Aún no hay ningún artículo guardado. Un administrador puede añadir uno con «npx kiosque import».`,
  'unknown-article': ({ query }) =>
    md`Ningún artículo guardado coincide con «${query}». Elige uno de la lista mientras escribes, o prueba /buscar.`,
  'query-too-long': ({ length, max }) =>
    md`Son ${length} caracteres; la búsqueda admite ${max} como máximo. Bastan unas pocas palabras.`,
  'bad-date': ({ value }) => md`No puedo leer «${value}» como fecha. Escríbela así: 2021-05-31.`,
  'bad-period': ({ since, until }) =>
    md`El ${until} es anterior al ${since}: no hay ningún día entre los dos. Intercambia «desde» y «hasta».`,
  'bad-option': ({ option }) =>
    md`La opción «${option}» tiene un valor que no puedo usar. Ejecuta el comando otra vez.`,
  'unknown-language': ({ value, known }) => md`No conozco el idioma «${value}». Elige uno de estos: ${known}.`,
  'unknown-zone': ({ value }) =>
    md`No conozco la zona horaria «${value}». Elige una de la lista mientras escribes, por ejemplo Europe/Madrid.`,
  'bad-time': ({ value }) => md`«${value}» no es una hora. Escribe 08:00, o varias: 08:00, 18:30.`,
  'bad-days': ({ value }) =>
    md`No puedo leer los días «${value}». Elige todos los días o entre semana, o enuméralos: lun, mié, vie.`,
  'bad-cron': ({ value, reason }) => {
    if (reason === 'too-often')
      return md`«${value}» publicaría más de 24 veces en un mismo día, el máximo que admito. Deja menos minutos u horas, por ejemplo ${'0 8,18 * * *'}.`;
    if (reason === 'never')
      return md`«${value}» señala un día que no existe en ningún año: nunca se publicaría nada. Comprueba el día y el mes.`;
    return md`No puedo leer «${value}» como expresión cron. Escribe cinco campos: minuto, hora, día del mes, mes, día de la semana. ${'30 7 * * MON-FRI'} es a las 7:30 de lunes a viernes.`;
  },
  'needs-manager': () => md`Hace falta el permiso «Gestionar servidor». Pídelo a un administrador de este servidor.`,
  'needs-server': () => md`Esto solo funciona en un servidor. Ejecútalo en un canal de tu servidor.`,
  'not-in-server': () =>
    md`No soy miembro de este lugar, así que solo te respondo a ti. Quien gestiona el servidor puede añadirme.`,
  'cannot-share': () =>
    md`No puedes escribir en este canal, así que no puedo compartirlo allí por ti. Prueba en otro canal.`,
  'channel-kind': ({ channel }) =>
    md`No puedo publicar un boletín en <#${channel}>. Elige un canal de texto, de anuncios o de foro, o un hilo público.`,
  'channel-member': ({ channel }) =>
    md`Para que se publique allí un boletín, tú también debes poder ver <#${channel}> y escribir en él.`,
  'channel-bot': ({ channel, missing }) =>
    md`No puedo publicar en <#${channel}>: me falta ${missing}. Concédelo en los ajustes del canal y vuelve a intentarlo.`,
  'channel-locked': ({ channel }) =>
    md`<#${channel}> está bloqueado, así que no puedo publicar allí. Desbloquéalo o elige otro canal.`,
  'time-or-cron': () =>
    md`Indica «hora» (con «días», si quieres) o bien «cron»: uno de los dos dice cuándo publicar, no ambos.`,
  'bad-topics': ({ value, max, maxChars }) =>
    md`Los temas son como máximo ${max} palabras o expresiones separadas por comas, cada una de ${maxChars} caracteres como máximo y con una letra o cifra. Comprueba «${value}».`,
  'same-language': ({ language }) =>
    md`El primer idioma ya es este: ${displayName('es', 'language', language)}. Elige otro como segundo.`,
  'role-everyone': () => md`No menciono a todo el mundo. Elige un rol que los miembros hayan tomado para esto.`,
  'role-bot': ({ role }) =>
    md`No tengo permiso para mencionar a <@&${role}>. En los ajustes del rol, permite que cualquiera lo mencione; o permíteme mencionar todos los roles en ese canal.`,
  'role-member': ({ role }) =>
    md`Tú no puedes mencionar a <@&${role}> en ese canal, así que no lo hago por ti. Los ajustes del rol pueden permitírselo a todos.`,
  'publish-kind': ({ channel }) =>
    md`Solo los mensajes de un canal de anuncios se pueden difundir a otros servidores, y <#${channel}> no lo es. Deja «difundir» sin rellenar.`,
  'outlet-blocked': ({ outlet }) =>
    md`Este servidor no muestra nada de ${outlet}: quienes lo gestionan han decidido no mostrar medios controlados por un Estado. /buscar encuentra otros.`,
  'add-managers': () => md`En este servidor solo añaden artículos quienes lo gestionan. Pídeselo a alguno de ellos.`,
  'article-gone': ({ title, url, reason }) => {
    const why = reason === 'age' ? md`era más antiguo de lo que guardo` : md`lo quitó alguien que gestiona el servidor`;
    return url === null
      ? md`«${title}» ya no se conserva: ${why}.`
      : md`«${linkText(title, url)}» ya no se conserva: ${why}. Su título lleva al original.`;
  },
  'article-hidden': () =>
    md`Ese artículo no se muestra en este servidor: alguien que lo gestiona lo quitó de aquí. /buscar encuentra otros.`,
  'bad-address': ({ value }) =>
    md`«${value}» no es una dirección de la web. Escríbela así: https://example.org/noticias.`,
  'add-what': () => md`Indica una dirección o un archivo: un artículo cada vez.`,
  'add-pace': ({ max }) => md`Con eso son ${max} artículos en una hora, el máximo que admito. Continúa más tarde.`,
  'unknown-feed': () => md`Este servidor no sigue ese feed. /feeds lista muestra los que sigue.`,
  'not-opml': () => md`Ese archivo no es una lista de feeds OPML. Exporta una desde tu lector de feeds y adjúntala.`,
  'file-too-large': ({ bytes, max }) =>
    md`Ese archivo ocupa ${formatBytes('es', bytes)}; leo hasta ${formatBytes('es', max)}. Adjunta uno más pequeño.`,
  'file-unreachable': () => md`No he podido obtener ese archivo de Discord. Adjúntalo otra vez.`,
  'unknown-edition': () => md`Ya no conozco esa edición. /boletín por-qué muestra las últimas.`,
  'unknown-digest': () => md`Ese boletín ya no existe aquí. /boletín lista muestra los que hay.`,
  'too-many-digests': ({ max }) => md`Este servidor tiene ${max} boletines, el máximo que mantengo. Elimina uno antes.`,
  'too-many-topics': ({ max }) =>
    md`Un boletín admite ${max} temas de cada tipo. Quita uno antes con /boletín modificar.`,
  'too-many-feeds': ({ max }) =>
    md`Este servidor sigue ${max} feeds, el máximo que consulto para un servidor. Quita uno antes con /feeds quitar.`,
  'stale-button': ({ command }) => md`Este botón es de una versión anterior. Ejecuta /${command} otra vez.`,
  'stale-command': ({ command }) =>
    md`Ya no tengo el comando /${command}. Escribe / para ver los que tengo; un administrador puede renovar la lista con «npx kiosque register».`,
  unexpected: ({ id }) =>
    md`Algo ha fallado por mi parte y queda anotado. Vuelve a intentarlo; si persiste, da este número a un administrador: ${id}.`,
};
