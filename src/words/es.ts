import { md, startSentence } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';
import { add, origin, removal } from './es-add.ts';
import { commands } from './es-commands.ts';
import { digest, permissions } from './es-digest.ts';
import { doctor } from './es-doctor.ts';
import { edition } from './es-edition.ts';
import { errors } from './es-errors.ts';
import { feedNews } from './es-feed-news.ts';
import { feed, source } from './es-feed.ts';
import { guide } from './es-guide.ts';
import { help } from './es-help.ts';
import { forgetting, menu } from './es-menu.ts';
import { contests } from './es-contests.ts';
import { contest, settings, sources } from './es-sources.ts';
import { usage } from './es-usage.ts';
import { why } from './es-why.ts';

const { plural, number, list } = grammarOf('es');

const card: Words['card'] = {
  kinds: {
    'state-controlled': 'medio controlado por el Estado',
    'captured-public': 'medio público capturado por el Estado',
    'captured-private': 'medio privado capturado por el Estado',
    'state-funded-and-managed': 'financiado y gestionado por el Estado, de redacción independiente',
    'state-funded': 'financiado por el Estado, de redacción independiente',
    'state-managed': 'gestionado por el Estado, de redacción independiente',
    'independent-public': 'medio público independiente',
    private: 'medio privado',
    agency: 'agencia de noticias',
    unknown: 'propietario desconocido',
  },
  noOutlet: 'Medio desconocido',
  owner: (owner) => `propietario: ${owner}`,
  stated: (citation, day) => (day === null ? md`Según ${citation}` : md`Según ${citation} (${day})`),
  noDate: 'sin fecha',
  inferred: { outlet: 'el medio', publishedOn: 'el año', language: 'el idioma' },
  inferredNote: (what) => md`Deducido del texto, no indicado por la fuente: ${what}.`,
  page: (page, pages) => `Página ${page} de ${pages}`,
  sharedBy: (userId) => md`Compartido por <@${userId}>`,
};

const buttons: Words['buttons'] = {
  back: 'Anterior',
  next: 'Siguiente',
  original: 'Original',
  summarize: 'Resumir',
  translateTo: (language) => `En ${language}`,
  evidence: 'Pruebas',
  share: 'Compartir aquí',
  whoSays: 'Quién dice qué',
  more: 'Más…',
  translate: 'Traducir',
  humanTranslation: 'Traducción humana',
};

const search: Words['search'] = {
  newest: 'Los últimos artículos',
  found: (total) => plural(total, '1 artículo', `${number(total)} artículos`),
  none: () => md`Ningún artículo guardado coincide. Prueba con menos palabras o con otras, o quita los filtros.`,
  more: (rest) => md`Y ${number(rest)} más: añade una palabra o un filtro para precisar.`,
  alsoIn: (names, rest) => md`También en: ${list(rest > 0 ? [...names, `${number(rest)} más`] : names)}`,
  pick: 'Leer uno de ellos',
};

const offline: Words['offline'] = {
  asked: 'como pediste, no se usó ningún modelo de lenguaje',
  'no-model': 'no hay ningún modelo de lenguaje conectado',
  'server-budget': 'este servidor ha agotado su presupuesto de modelo de lenguaje',
  'user-budget': 'has agotado tu presupuesto de modelo de lenguaje',
  'total-budget': 'el presupuesto de modelo de lenguaje está agotado',
  pace: 'has consultado mucho el modelo de lenguaje en la última hora, así que descansa un poco',
  'too-long': 'este artículo es demasiado largo para el modelo de lenguaje',
  'tier-unavailable': 'el modelo de lenguaje no tiene sitio a su tarifa reducida en este momento',
  unsupported: 'la respuesta del modelo de lenguaje no concordaba con el artículo',
  'model-failed': (id) => `el modelo de lenguaje no respondió (número ${id} en el registro)`,
};

const summary: Words['summary'] = {
  extracts: (reason, language) =>
    md`${startSentence(reason)}: estos son extractos, las frases del propio artículo en ${language}.`,
  byModel: (model, language) =>
    md`Resumen de ${model} de un artículo en ${language}; cada punto tiene sus palabras originales.`,
  dropped: (count) =>
    plural(
      count,
      md`Se descartó 1 punto: sus palabras originales no lo confirmaban.`,
      md`Se descartaron ${count} puntos: sus palabras originales no los confirmaban.`,
    ),
  evidenceTitle: 'Las palabras originales',
  reading: (model, language) =>
    md`${model} aún está leyendo este artículo en ${language}. Mientras tanto, extractos, sus propias frases:`,
  toCheck: 'Por comprobar: este punto no se pudo confirmar con sus palabras originales.',
  passagesBy: (author, language) => md`Traducción de los extractos al ${language}: ${author}.`,
  passagesByModel: (model, language) => md`Traducción de las palabras originales al ${language}: ${model}.`,
  paragraph: (n) => (n === 0 ? 'título' : `párrafo ${n}`),
};

const voices: Words['voices'] = {
  title: (title) => `Quién dice qué: ${title}`,
  itself: (outlet) => (outlet === '' ? 'El propio medio' : `${outlet}, en nombre propio`),
  unnamed: 'Autor sin nombrar',
  kinds: {
    direct: 'entre comillas',
    mixed: 'referido, en parte entre comillas',
    reported: 'referido',
    outlet: 'en palabras del medio',
  },
  namedAs: (words) => `aquí «${words}»`,
  via: (outlet) => `a través de ${outlet}`,
  more: (rest) =>
    plural(rest, md`Y 1 pasaje más en palabras del medio.`, md`Y ${rest} pasajes más en palabras del medio.`),
  none: () => md`Este artículo no tiene texto en el que distinguir voces.`,
  byModel: (model, language) => md`Lista de ${model} de un artículo en ${language}; cada entrada tiene su pasaje.`,
  byRules: (reason, language) =>
    md`${startSentence(reason)}: las comillas y los verbos de habla distinguen las voces, en las frases del propio artículo en ${language}. Un pronombre puede engañar: compruébalo en el texto.`,
  byMarks: (reason, language) =>
    md`${startSentence(reason)}, y no conozco los verbos de habla en ${language}: aquí solo las comillas distinguen las voces.`,
  reading: (model) =>
    md`${model} aún está leyendo. Mientras tanto, lo que muestran las comillas y los verbos de habla:`,
  dropped: (count) =>
    plural(
      count,
      md`Se descartó 1 entrada: su pasaje o su autor no se confirmó.`,
      md`Se descartaron ${count} entradas: sus pasajes o sus autores no se confirmaron.`,
    ),
};

const answers: Words['answers'] = {
  archive: 'El archivo',
  silent: () => md`El artículo no lo dice.`,
  archiveSilent: () => md`Ningún artículo guardado lo dice.`,
  byModel: (model) => md`Respuesta de ${model}; bajo cada frase están las palabras originales en que se apoya.`,
  byWords: (reason) =>
    md`${startSentence(reason)}: estas son las frases de los propios artículos que contienen las palabras de tu pregunta.`,
  silentByWords: (reason) =>
    md`${startSentence(reason)}: no he encontrado ninguna frase con las palabras de tu pregunta. Prueba con otras, o en el idioma del artículo.`,
  reading: (model) => md`${model} aún está leyendo. Mientras tanto, frases que contienen las palabras de tu pregunta:`,
  dropped: (count) =>
    plural(
      count,
      md`Se descartó 1 frase: sus palabras originales no la confirmaban.`,
      md`Se descartaron ${count} frases: sus palabras originales no las confirmaban.`,
    ),
  pick: 'Leer uno de estos artículos',
};

const translation: Words['translation'] = {
  sameLanguage: (language) => md`Este artículo ya está en ${language}. Elige otro idioma con la opción «idioma».`,
  byModel: (model, from, to) =>
    md`${startSentence(from)} → ${to}, traducido por ${model}. El original está a un toque.`,
  byPerson: (author, from, to) => md`${startSentence(from)} → ${to}, ${author}.`,
  provided: (reason) => md`Traducción aportada: ${reason}.`,
  missing: (reason, language) => md`${startSentence(reason)}, y nadie ha aportado una traducción al ${language}.`,
  available: (languages) => md`Hay una en ${languages}.`,
  howTo: () =>
    md`Un administrador puede conectar un modelo: OPENAI_BASE_URL para cualquier servicio compatible con OpenAI (basta un Ollama local) u OPENAI_API_KEY.`,
  file: 'Como pediste, se adjunta la traducción completa.',
  working: (model, count, language) =>
    plural(
      count,
      md`${model} aún está traduciendo 1 párrafo al ${language}. Mientras tanto, el original:`,
      md`${model} aún está traduciendo ${count} párrafos al ${language}. Mientras tanto, el original:`,
    ),
  toCheck: (what) => `por comprobar: ${what}`,
  left: 'se deja en el idioma original: la traducción del modelo no concordaba',
  doubts: (count) =>
    plural(
      count,
      md`1 pasaje no concuerda en todo con el original y está señalado.`,
      md`${count} pasajes no concuerdan en todo con el original y están señalados.`,
    ),
  faults: {
    number: 'números',
    date: 'fechas',
    name: 'nombres',
    quotation: 'citas',
    cut: 'quizá incompleto',
    glossary: 'un término del glosario de este servidor',
    negation: 'lo que se niega',
    other: 'el sentido',
  },
};

const discord: Words['discord'] = {
  'too-long': () => md`Esto ha tardado demasiado y he desistido. Vuelve a intentarlo dentro de unos minutos.`,
  stopping: () => md`Me reiniciaron antes de terminar. Vuelve a intentarlo dentro de un minuto.`,
};

export const es = {
  usage,
  errors,
  commands,
  buttons,
  card,
  search,
  offline,
  summary,
  voices,
  answers,
  translation,
  discord,
  permissions,
  digest,
  why,
  edition,
  feedNews,
  feed,
  source,
  add,
  origin,
  removal,
  menu,
  forgetting,
  sources,
  contest,
  contests,
  settings,
  guide,
  help,
  doctor,
} satisfies Words;
