import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { formatBytes } from './formats.ts';

export const addLabels: Words['commands']['add'] = {
  name: 'añadir',
  description: 'Guardar un artículo: desde una dirección o un archivo',
  address: { name: 'dirección', description: 'La dirección del artículo en la web' },
  file: { name: 'archivo', description: 'El artículo en un archivo de texto, HTML o Markdown, de 2 MB como máximo' },
};

export const add: Words['add'] = {
  outcome: {
    stored: () => md`Guardado para este servidor:`,
    revised: () => md`El artículo ha cambiado desde que se guardó; esta es su nueva versión:`,
    unchanged: () => md`Este artículo ya está guardado:`,
  },
  refused: {
    'no-text': () =>
      md`No he encontrado ahí ningún artículo. Dame la dirección de un artículo o un archivo con su texto completo.`,
    'file-kind': () =>
      md`Ese archivo no es un texto, diga lo que diga su nombre. Adjunta un archivo de texto, HTML o Markdown.`,
    'file-empty': () => md`Ese archivo está vacío. Adjunta el que contiene el texto del artículo.`,
    'file-size': (bytes, max) =>
      md`Ese archivo ocupa ${formatBytes('es', bytes)}; leo hasta ${formatBytes('es', max)}. Adjunta uno más pequeño.`,
  },
};

export const origin: Words['origin'] = {
  by: (author) => `por ${author}`,
  updated: (moment) => `modificado el ${moment}`,
  excerpt: {
    open: () => md`Un extracto: el feed del medio no da más, y su página no se pudo leer.`,
    paywall: () => md`Un extracto: el resto es para los suscriptores del medio.`,
    consent: () => md`Un extracto: el medio pide un consentimiento antes de mostrar el resto.`,
    login: () => md`Un extracto: el medio pide iniciar sesión antes de mostrar el resto.`,
  },
  paywall: () => md`El medio reserva este artículo a sus suscriptores.`,
  sameText: (other) => md`El mismo texto que en ${other}.`,
  original: 'el original',
};

export const removal: Words['removal'] = {
  button: 'Quitar…',
  confirm: (title) =>
    md`¿Quitar «${title}» de este servidor? Sus resúmenes y traducciones se van con él. Los boletines ya publicados quedan como están.`,
  confirmButton: 'Quitar',
  removed: (title) => md`«${title}» se ha eliminado para siempre.`,
  hidden: (title) => md`«${title}» ya no se muestra en este servidor. Se conserva, porque otros también lo leen.`,
  undo: 'Mostrar de nuevo',
  restored: (title) => md`«${title}» vuelve a mostrarse aquí.`,
  notThere: () => md`Este servidor no tiene ese artículo; no hay nada que quitar.`,
};
