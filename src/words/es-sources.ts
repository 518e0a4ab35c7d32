import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const settingsLabels: Words['commands']['settings'] = {
  name: 'ajustes',
  description: 'Lo que eligió este servidor: fuentes, idioma, zona horaria, quién añade artículos',
  timezone: { name: 'zona-horaria', description: 'La zona horaria de los boletines nuevos, por su ciudad' },
};

export const sources: Words['sources'] = {
  held: () =>
    md`Este servidor solo muestra a petición los textos de medios controlados por un Estado. Arriba figura qué es este medio y quién lo dice.`,
  open: 'Mostrar de todos modos',
  policies: {
    allowed: {
      name: 'Se muestran como los demás',
      does: 'El tipo de medio figura junto a su nombre, como en todos',
    },
    labeled: {
      name: 'Se muestran con un aviso',
      does: 'Bajo cada título: quién dice que un Estado controla el medio',
    },
    'opt-in': { name: 'Se muestran a petición', does: 'Título y aviso enseguida, el texto tras un botón' },
    blocked: { name: 'No se muestran', does: 'Ni encontrados, ni resumidos, ni en los boletines de este servidor' },
  },
};

export const settings: Words['settings'] = {
  title: 'Ajustes de este servidor',
  names: {
    sourcePolicy: 'Medios controlados por un Estado',
    language: 'Idioma de los boletines nuevos',
    zone: 'Zona horaria de los boletines nuevos',
    adders: 'Quién puede añadir artículos',
  },
  policyNote: () =>
    md`Se trata de medios que las listas citadas consideran controlados o capturados por un Estado. Los públicos independientes, los que un Estado solo financia o gestiona y los desconocidos nunca lo son.`,
  languageNote: () => md`Cada cual lee en su idioma; este lo sustituye cuando no tengo el suyo.`,
  search: 'Buscar una ciudad…',
  city: 'Ciudad',
  whichPlace: (typed) => md`¿Qué lugar es «${typed}»?`,
  noPlace: (typed) => md`No conozco ningún lugar llamado «${typed}». Prueba con una ciudad más grande cercana.`,
  addersNames: { everybody: 'Todos', managers: 'Solo quienes gestionan este servidor' },
  none: { language: 'El de quien lo crea', zone: 'Se elige para cada boletín' },
  changed: (name, value) => md`Cambiado. **${name}:** ${value}`,
  undone: (name, value) => md`Deshecho. **${name}:** ${value}`,
  kept: (name, value) => md`No se ha deshecho: alguien ha elegido otra cosa desde entonces. **${name}:** ${value}`,
  undo: 'Deshacer',
};

export const contest: Words['contest'] = {
  button: 'Impugnar',
  readBy: {
    operators: 'Lo leerán los operadores de este bot, sin tu nombre.',
    server: 'Lo leerán los operadores y quienes gestionan este servidor, sin tu nombre.',
  },
  form: {
    title: 'Impugnar una ficha',
    reason: '¿Qué está mal?',
    words: '¿Qué es lo correcto y dónde se comprueba?',
  },
  pick: 'Qué está mal…',
  reasons: {
    kind: 'El tipo de medio',
    owner: 'El propietario',
    country: 'El país',
    outdated: 'El dato está anticuado',
    'mixed-up': 'Es otro medio del mismo nombre',
    other: 'Otra cosa',
  },
  written: (outlet) => md`Anotado para los operadores: lo que impugnas sobre ${outlet}.`,
  wordless: () => md`Di en pocas palabras qué está mal, o elige uno de los motivos.`,
  again: (outlet) => md`Ya has impugnado hoy la ficha de ${outlet}. Tu observación está en la cola.`,
  added: (outlet) => md`Anotado, con tus palabras sobre ${outlet}.`,
  gone: () => md`Ese artículo ya no está guardado.`,
  told: (outlet, reason, said) =>
    md`Un miembro impugna la ficha de ${outlet}: «${reason}».${said === null ? '' : md` Con sus palabras: «${said}».`} «npx kiosque contests list» muestra la cola.`,
};
