import { md, startSentence } from '../reply.ts';
import type { Words } from './en.ts';

export const menu: Words['menu'] = {
  labels: { summarize: 'Resumir el enlace', translate: 'Traducir' },
  none: () => md`Este mensaje no contiene ningún enlace a un artículo. Elige otro, o prueba con /buscar.`,
  noWords: () =>
    md`Este mensaje no contiene ni texto que traducir ni un enlace a un artículo. Elige otro, o prueba con /traducir.`,
  reading: (site) => md`Leo la página en ${site}…`,
  unreadable: (site, why) => md`No he podido leer la página en ${site}. ${why}`,
  several: () => md`Este mensaje muestra varios artículos. ¿Cuál quieres?`,
  pick: 'Elegir un artículo',
  sameLanguage: (language) => md`Este mensaje ya está en ${language}, el idioma en que lees.`,
  working: (model, language) => md`${model} aún está traduciendo este mensaje al ${language}.`,
  byModel: (model, from, to) =>
    md`${startSentence(from)} → ${to}, traducido por ${model}. No guardo ni el mensaje ni su traducción.`,
  byModelFromUnknown: (model, to) => md`Al ${to}, traducido por ${model}. No guardo ni el mensaje ni su traducción.`,
  missing: (reason) => md`${startSentence(reason)}, así que no puedo traducir este mensaje.`,
};

export const forgetting: Words['forgetting'] = {
  forgotten: (language) =>
    md`Olvidados: tu idioma y lo último que te mostré. A partir de ahora lees en ${language}, según tu Discord o este servidor.`,
  nothing: (language) =>
    md`No has elegido ningún idioma, así que no hay nada que olvidar. Lees en ${language}, según tu Discord o este servidor.`,
};
