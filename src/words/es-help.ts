import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const helpLabels: Words['commands']['help'] = {
  name: 'ayuda',
  description: 'Qué hago, qué guardo de ti, y de quién es este trabajo',
};

export const help: Words['help'] = {
  title: 'Kiosque, un quiosco de prensa',
  what: () =>
    md`Guardo artículos, digo quién los edita y publico boletines. Cada frase de un resumen se apoya en palabras originales que puedes abrir.`,
  menu: () =>
    md`En un teléfono: mantén pulsado un mensaje con un enlace y toca «Aplicaciones» para resumirlo o traducirlo.`,
  forManagers: 'Para quienes gestionan este servidor',
  pick: 'Más…',
  pages: { commands: 'Comandos', privacy: 'Privacidad', licenses: 'Licencias' },
  reads: () => md`No leo ningún mensaje, salvo el que me señalas desde su menú, y no guardo nada de él.`,
  keptTitle: 'Qué guardo de ti',
  kept: () => [
    md`El idioma de lectura que elegiste, con tu identificador de Discord, hasta que me hagas olvidarlo.`,
    md`Qué artículo te mostré por última vez en un canal, y cuáles pediste ver de todos modos, con un resumen criptográfico con clave de tu identificador.`,
    md`Lo que cuestan tus llamadas al modelo de lenguaje, con ese mismo resumen criptográfico: así se cumplen los límites por miembro.`,
    md`Tu identificador de Discord junto a los artículos y feeds que añadiste o quitaste, y los boletines que creaste.`,
    md`Lo que escribes contra la ficha de un medio y, durante un día, el boletín que estás preparando, con el resumen criptográfico.`,
  ],
  model: (model) =>
    model === undefined
      ? md`No hay ningún modelo de lenguaje conectado: ningún texto sale de este bot.`
      : md`Los artículos, las preguntas y las palabras que haces traducir van al modelo de lenguaje ${model}. Tu nombre y tu identificador, no.`,
  forget: 'Olvidar mi idioma',
  licenses: () => [
    md`Kiosque es software libre con licencia MIT.`,
    md`Los artículos siguen siendo propiedad de sus editores; cada uno lleva a su original.`,
    md`Lo que se dice de los medios viene de listas citadas, como el State Media Monitor; cada ficha nombra la suya. Los avisos legales están en el archivo NOTICE.`,
    md`Los resúmenes, las traducciones y las respuestas dicen quién los escribió: un modelo, una persona o el propio artículo.`,
  ],
};
