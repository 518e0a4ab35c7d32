import { linkText, md } from '../reply.ts';
import type { Words } from './en.ts';
import { displayName, formatBytes } from './formats.ts';

export const errors: Words['errors'] = {
  'no-articles': () => md`Aún no hay ningún artículo guardado. /añadir guarda uno; /feeds añadir sigue un feed.`,
  'unknown-article': ({ query }) =>
    md`Ningún artículo guardado coincide con «${query}». Elige uno de la lista mientras escribes, o prueba /buscar.`,
  'query-too-long': ({ length, max }) =>
    md`Son ${length} caracteres; la búsqueda admite ${max} como máximo. Bastan unas pocas palabras.`,
  'bad-date': ({ value }) => md`«${value}» no es una fecha que entienda. Escríbela así: 2021-05-31.`,
  'bad-period': ({ since, until }) =>
    md`El ${until} es anterior al ${since}: no hay ningún día entre los dos. Intercambia «desde» y «hasta».`,
  'bad-option': ({ option }) =>
    md`La opción «${option}» tiene un valor que no puedo usar. Ejecuta el comando otra vez.`,
  'unknown-language': ({ value, known }) => md`No conozco el idioma «${value}». Elige uno de estos: ${known}.`,
  'unknown-zone': ({ value }) =>
    md`No conozco la zona horaria «${value}». Elige una de la lista mientras escribes, por ejemplo Europe/Madrid.`,
  'bad-time': ({ value }) => md`«${value}» no es una hora. Escribe 08:00, o varias: 08:00, 18:30.`,
  'bad-days': ({ value }) =>
    md`No entiendo los días «${value}». Elige todos los días o entre semana, o haz una lista: lun, mié, vie.`,
  'bad-cron': ({ value, reason }) => {
    if (reason === 'too-often')
      return md`«${value}» publicaría más de 24 veces al día, el máximo que admito. Deja menos minutos u horas, por ejemplo ${'0 8,18 * * *'}.`;
    if (reason === 'never')
      return md`«${value}» señala un día que no existe en ningún año: nunca se publicaría nada. Comprueba el día y el mes.`;
    return md`«${value}» no es una expresión cron. Escribe minuto, hora, día del mes, mes, día de la semana: ${'30 7 * * MON-FRI'} es a las 7:30 de lunes a viernes.`;
  },
  'needs-manager': () => md`Hace falta el permiso «Gestionar servidor». Pídelo a un administrador de este servidor.`,
  'needs-server': () => md`Esto solo funciona en un servidor. Ejecútalo en un canal de tu servidor.`,
  'not-in-server': () =>
    md`No estoy instalado aquí, así que solo te respondo a ti. Quien gestiona el servidor puede añadirme.`,
  'cannot-share': () =>
    md`No puedes escribir en este canal, así que no puedo compartir aquí por ti. Prueba en otro canal.`,
  'channel-kind': ({ channel }) =>
    md`No puedo publicar un boletín en <#${channel}>. Elige un canal de texto, de anuncios o de foro, o un hilo público.`,
  'channel-member': ({ channel }) =>
    md`Tú no puedes ver <#${channel}> o escribir en él. Elige un canal en el que puedas.`,
  'channel-bot': ({ channel, missing }) =>
    md`No puedo publicar en <#${channel}>: me falta ${missing}. Concédelo en los ajustes del canal y vuelve a intentarlo.`,
  'channel-locked': ({ channel }) =>
    md`<#${channel}> está bloqueado, así que no puedo publicar allí. Desbloquéalo o elige otro canal.`,
  'time-or-cron': () => md`Indica «hora» (con «días», si quieres) o bien «cron», no ambos.`,
  'bad-topics': ({ value, max, maxChars }) =>
    md`Como máximo ${max} temas separados por comas, cada uno con una letra o cifra y ${maxChars} caracteres como máximo. Comprueba «${value}».`,
  'same-language': ({ language }) =>
    md`El primer idioma ya es este: ${displayName('es', 'language', language)}. Elige otro como segundo.`,
  'role-everyone': () => md`No menciono a todo el mundo. Elige un rol que los miembros hayan tomado para esto.`,
  'role-bot': ({ role }) =>
    md`No puedo mencionar a <@&${role}>. Permíteselo a todos en los ajustes del rol, o a mí para todos los roles en ese canal.`,
  'role-member': ({ role }) =>
    md`Tú no puedes mencionar a <@&${role}> allí, así que no lo hago por ti. Los ajustes del rol pueden permitírselo a todos.`,
  'publish-kind': ({ channel }) =>
    md`<#${channel}> no es un canal de anuncios: sus mensajes no pueden ir a otros servidores. Deja «difundir» vacío.`,
  'outlet-blocked': ({ outlet }) =>
    md`Este servidor no muestra nada de ${outlet}: quienes lo gestionan no muestran medios controlados por un Estado. /buscar encuentra otros.`,
  'add-managers': () => md`En este servidor solo añaden artículos quienes lo gestionan. Pídeselo a alguno de ellos.`,
  'article-gone': ({ title, url, reason }) => {
    const why = reason === 'age' ? md`era más antiguo de lo que guardo` : md`lo quitó alguien que gestiona el servidor`;
    return url === null
      ? md`«${title}» ya no se conserva: ${why}.`
      : md`«${linkText(title, url)}» ya no se conserva: ${why}. Su título lleva al original.`;
  },
  'article-hidden': () =>
    md`Ese artículo no se muestra en este servidor: alguien que lo gestiona lo quitó de aquí. /buscar encuentra otros.`,
  'bad-address': ({ value }) => md`«${value}» no es una dirección web. Escríbela así: https://example.org/noticias.`,
  'add-what': () => md`Indica una dirección o un archivo: un artículo cada vez.`,
  'add-pace': ({ max }) => md`Se han añadido ${max} artículos en una hora, el máximo que admito. Continúa más tarde.`,
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
    md`Este servidor sigue ${max} feeds, el máximo por servidor. Quita uno antes con /feeds quitar.`,
  'stale-button': ({ command }) => md`Este botón es de una versión anterior. Ejecuta /${command} otra vez.`,
  'stale-command': ({ command }) =>
    md`Ya no tengo el comando ${command}. Escribe / para ver los míos; un administrador puede renovar la lista con «npx kiosque register».`,
  unexpected: ({ id }) =>
    md`Algo ha fallado por mi parte y queda anotado. Vuelve a intentarlo; si persiste, da este número a un administrador: ${id}.`,
};
