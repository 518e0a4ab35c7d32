import type { Words } from './en.ts';
import { addLabels } from './es-add.ts';
import { digestLabels } from './es-digest.ts';
import { doctorLabels } from './es-doctor.ts';
import { feedLabels } from './es-feed.ts';
import { helpLabels } from './es-help.ts';
import { settingsLabels } from './es-sources.ts';

export const commands: Words['commands'] = {
  articleOption: { name: 'artículo', description: 'Un artículo guardado; vacío: el más reciente' },
  shownOption: { name: 'artículo', description: 'Un artículo guardado; vacío: el último mostrado aquí' },
  languageOption: { name: 'idioma', description: 'El idioma en que quieres leer; vacío: el tuyo' },
  shareOption: { name: 'compartir', description: 'Publicarlo aquí para todos' },
  article: { name: 'artículo', description: 'Leer un artículo guardado' },
  search: {
    name: 'buscar',
    description: 'Encontrar artículos guardados',
    words: { name: 'palabras', description: 'Palabras del título o del texto' },
    outlet: { name: 'medio', description: 'Quién lo publicó' },
    feed: { name: 'feed', description: 'Un feed que lo trajo' },
    since: { name: 'desde', description: 'Publicado ese día o después, por ejemplo 2021-05-31' },
    until: { name: 'hasta', description: 'Publicado ese día o antes, por ejemplo 2021-05-31' },
    language: { name: 'idioma', description: 'El idioma en que está escrito el artículo' },
  },
  summary: {
    name: 'resumen',
    description: 'Resumir un artículo guardado, con sus palabras originales como prueba',
    length: { name: 'extensión', description: 'Qué extensión; vacío: breve' },
    lengths: { 'one-line': 'una línea', short: 'breve', detailed: 'detallado' },
    extracts: { name: 'extractos', description: 'Solo las frases del propio artículo, sin modelo de lenguaje' },
  },
  translate: {
    name: 'traducir',
    description: 'Traducir un artículo guardado, párrafo a párrafo',
    file: { name: 'archivo', description: 'También en un archivo de texto' },
  },
  digest: digestLabels,
  feed: feedLabels,
  add: addLabels,
  settings: settingsLabels,
  help: helpLabels,
  doctor: doctorLabels,
  whoSays: { name: 'quién-dice-qué', description: 'Quién dice qué en un artículo, y qué afirma el propio medio' },
  ask: {
    name: 'preguntar',
    description: 'Preguntar a un artículo o a todo el archivo; la respuesta se compone de frases citadas',
    question: { name: 'pregunta', description: 'Lo que quieres saber; 500 caracteres como máximo' },
    article: { name: 'artículo', description: 'El artículo al que preguntas; vacío: todo el archivo' },
  },
  usage: { name: 'consumo', description: 'Lo que el modelo de lenguaje cuesta a este servidor, y lo que queda' },
};
