import { md, timestamp } from '../reply.ts';
import type { Words } from './en.ts';
import { formatBytes, formatDay, formatMs, grammarOf, localTime } from './formats.ts';

const { number, plural } = grammarOf('es');

export const doctorLabels: Words['commands']['doctor'] = {
  name: 'diagnóstico',
  description: 'Qué funciona aquí, qué no, y cómo arreglarlo',
};

const forms = {
  json_schema: 'un esquema estricto',
  json_object: 'su modo JSON',
  prompt: 'JSON pedido con palabras',
} as const;

const findings: Words['doctor']['findings'] = {
  'token-fine': ({ name }) => md`Discord me conoce como ${name}.`,
  'token-missing': () =>
    md`DISCORD_TOKEN no está definido, así que solo funciona el entorno de pruebas. Pon ahí el token de tu aplicación.`,
  'token-refused': () =>
    md`Discord rechaza DISCORD_TOKEN. Crea un token nuevo en la página «Bot» de tu aplicación, ponlo ahí y reinicia.`,
  'discord-unreachable': ({ reason }) =>
    md`No se pudo contactar con Discord (${reason}). Comprueba la conexión de esta máquina, y discordstatus.com.`,
  'application-fine': () => md`Los ajustes de la aplicación son correctos; no necesito ningún «privileged intent».`,
  'application-endpoint': () =>
    md`La aplicación envía los comandos a una «interactions endpoint URL» y no a mí. Vacía ese campo en su página «General Information».`,
  'application-code-grant': () =>
    md`«Requires OAuth2 Code Grant» está activado, así que nadie puede invitarme. Desactívalo en la página «Bot» de la aplicación.`,
  'application-servers-only': () =>
    md`Los miembros no pueden instalarme para sí mismos. Si deben poder, activa «User Install» en la página «Installation» de la aplicación.`,
  'database-fine': ({ version, bytes }) =>
    md`La base de datos está sana: ${formatBytes('es', bytes)}, esquema ${version}.`,
  'database-damaged': ({ detail }) =>
    md`La base de datos está dañada (${detail}). Detenme y restaura una copia de seguridad.`,
  'disk-low': ({ bytes }) =>
    md`En el disco solo quedan ${formatBytes('es', bytes)}. Libera espacio o conserva menos artículos (ARTICLES_KEEP_DAYS).`,
  'backup-unknown': () =>
    md`No sé cuándo se hizo la última copia de la base de datos. Haz copiar su archivo cada día, con «sqlite3 … .backup» o mientras estoy detenido.`,
  'model-none': () =>
    md`No hay ningún modelo de lenguaje conectado: los resúmenes son extractos. OPENAI_BASE_URL u OPENAI_API_KEY conecta uno.`,
  'model-fine': ({ model }) => md`El servicio del modelo de lenguaje responde y ofrece ${model}.`,
  'model-unlisted': ({ model }) =>
    md`El servicio del modelo de lenguaje no incluye ${model} en su lista. Comprueba su nombre exacto en LLM_MODEL.`,
  'model-refused': ({ status }) =>
    md`El servicio del modelo de lenguaje rechaza mi clave (estado ${status}). Comprueba OPENAI_API_KEY.`,
  'model-unreachable': ({ reason }) =>
    md`El servicio del modelo de lenguaje no responde (${reason}). Comprueba OPENAI_BASE_URL y si el servidor está en marcha.`,
  'model-no-list': () =>
    md`El servicio del modelo de lenguaje no lista sus modelos, así que no sé si tiene el mío. /resumen lo mostrará.`,
  'model-retires': ({ model, day }) =>
    md`${model} se retira el ${formatDay('es', day)}, según su servicio. Pon antes otro en LLM_MODEL.`,
  'model-retired': ({ model, day }) =>
    md`${model} se retiró el ${formatDay('es', day)}, según su servicio. Pon otro en LLM_MODEL.`,
  'model-date-unknown': () =>
    md`No se sabe cuándo se retira el modelo de lenguaje: su servicio no indica ninguna fecha.`,
  'model-answered': ({ model, ms, form, tokens }) =>
    md`${model} respondió en ${formatMs('es', ms)}, con ${forms[form]}; se contaron ${number(tokens)} tokens.`,
  'model-cut': ({ model, tokens }) =>
    md`${model} responde, pero piensa más de lo que permite esta pequeña pregunta; se contaron ${number(tokens)} tokens. Los resúmenes le dejan más espacio.`,
  'model-failed': ({ model, reason }) =>
    md`${model} no respondió como se le pidió (${reason}). Comprueba LLM_MODEL, OPENAI_BASE_URL y OPENAI_API_KEY.`,
  'model-not-asked': ({ paced }) =>
    paced
      ? md`No se preguntó al modelo de lenguaje: le has preguntado demasiado en esta hora. Inténtalo más tarde.`
      : md`No se preguntó al modelo de lenguaje: su presupuesto está agotado. /consumo muestra en qué.`,
  'budget-none': () => md`No hay ningún presupuesto fijado para el modelo de lenguaje. LLM_DAILY_TOKENS fija uno.`,
  'budget-left': ({ percent }) => md`Queda el ${percent} % del presupuesto del modelo de lenguaje.`,
  'budget-low': ({ percent }) =>
    md`Solo queda el ${percent} % del presupuesto del modelo de lenguaje. /consumo muestra en qué se fue.`,
  'budget-spent': () =>
    md`El presupuesto del modelo de lenguaje está agotado: extractos hasta que empiece de nuevo. /consumo muestra en qué se fue.`,
  'channel-fine': ({ channelId }) => md`Puedo publicar en <#${channelId}>.`,
  'channel-closed': ({ channelId }) =>
    md`No puedo publicar en <#${channelId}>. Dame allí «Ver canal» y «Enviar mensajes».`,
  'channel-history': ({ channelId }) =>
    md`No puedo releer <#${channelId}>. Dame allí «Leer el historial de mensajes»: tras un fallo compruebo lo que se publicó.`,
  'channel-unknown': ({ channelId }) =>
    md`No se ha podido consultar ahora mismo qué puedo hacer en <#${channelId}>. Vuelve a intentarlo dentro de un minuto.`,
  'slot-next': ({ channelId, at, zone }) =>
    md`Próximo boletín en <#${channelId}>: ${localTime('es', at, zone)} (${zone.replaceAll('_', ' ')}).`,
  'slot-none': ({ channelId }) =>
    md`El boletín en <#${channelId}> no tiene próxima edición. Dale otra hora con /boletín modificar.`,
  'digest-paused': ({ channelId }) =>
    md`El boletín en <#${channelId}> está en pausa. /boletín reanudar lo pone en marcha.`,
  'digests-none': () => md`Aún no hay boletín: empieza con /boletín crear.`,
  'feeds-none': () => md`No se sigue ningún feed. /feeds añadir sigue uno.`,
  'feeds-fine': ({ count }) => md`${plural(count, '1 feed se lee', `${count} feeds se leen`)} sin problemas.`,
  'feed-failing': ({ title, since }) =>
    md`${title} no se puede leer; falló por primera vez ${timestamp(since, 'R')}. /feeds comprobar dice por qué.`,
  'feed-gone': ({ title }) => md`${title} ha terminado, según su sitio. Quítalo con /feeds quitar.`,
  'errors-none': () => md`No se ha anotado ningún error desde que arranqué.`,
  'error-last': ({ event, at }) => md`Anotado ${timestamp(at, 'R')}: ${event}. El registro tiene los detalles.`,
  'slot-trouble': ({ kind, at }) =>
    kind === 'uncertain'
      ? md`No puedo decir si una edición se publicó (${timestamp(at, 'R')}). Con /boletín por-qué se resuelve.`
      : md`Una edición no se publicó (${timestamp(at, 'R')}). /boletín por-qué dice el motivo.`,
};

export const doctor: Words['doctor'] = {
  title: 'Diagnóstico',
  states: { fine: 'Bien', look: 'Por revisar', broken: 'Fallo' },
  allFine: () => md`No hay ningún fallo.`,
  toMend: (count) => plural(count, md`Hay 1 fallo que arreglar.`, md`Hay ${count} fallos que arreglar.`),
  again: 'Comprobar otra vez',
  askModel: 'Preguntar al modelo',
  findings,
};
