import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { number } = grammarOf('es');

export const guide: Words['guide'] = {
  title: 'Un boletín nuevo',
  intro: () => md`Elige dónde y cuándo sale, y qué lee este servidor.`,
  pick: {
    channel: 'Canal…',
    time: 'Hora…',
    zone: 'Zona: la ciudad más cercana…',
    place: '¿A qué lugar te refieres?',
    feeds: 'Feeds que seguir, a tu gusto…',
    days: 'Días…',
    language: 'Idioma del boletín…',
    found: '¿Cuál de estos feeds?',
  },
  at: (time) => `a las ${time}`,
  forAll: (language) => `Idioma: ${language}`,
  followsAlready: (names) => md`Ya se siguen: ${names}.`,
  followsToo: (names) => md`También se seguirán: ${names}.`,
  more: 'Otras opciones',
  moreNote: () => md`Todo está ya bien ajustado; cambia lo que quieras.`,
  ready: '¿Empezamos?',
  first: (moment) => md`Primera edición: ${moment}.`,
  feeds: (names) => md`Feeds: ${names}.`,
  noFeeds: () => md`Aún no hay feeds: el boletín traerá lo que añadan los miembros.`,
  stored: () => md`Ya guardado, para la primera edición:`,
  others: (count) => `${number(count)} más`,
  andOthers: (count) => md`y ${number(count)} más`,
  nothingStored: () => md`Aún no hay nada guardado: la primera edición traerá lo que llegue hasta entonces.`,
  started: 'El boletín está listo',
  followed: (names) => md`Se siguen: ${names}. Sus artículos llegarán en unos minutos.`,
  notFollowed: (names) => md`No se siguen, porque este servidor ya sigue todos los que puede: ${names}.`,
  undone: () => md`Deshecho: este boletín ya no existe, y los feeds y los ajustes están como antes.`,
  gone: () => md`Este boletín se eliminó.`,
  forgotten: (command) => md`Guardo estas elecciones un día, y ya ha pasado. ${command} empieza de nuevo.`,
  noPlace: (typed) => md`No conozco ningún lugar llamado «${typed}». Prueba con una ciudad más grande de la zona.`,
  cityForm: { title: 'Zona horaria', label: 'Ciudad, país o zona horaria', placeholder: 'Por ejemplo Sevilla' },
  addressForm: {
    title: 'Otro feed',
    label: 'Dirección de un sitio o de un feed',
    placeholder: 'Por ejemplo https://example.org',
  },
  buttons: {
    next: 'Siguiente',
    back: 'Atrás',
    start: 'Empezar',
    city: 'Buscar ciudad…',
    more: 'Más…',
    address: 'Otro feed…',
    preview: 'Vista previa',
    undo: 'Deshacer',
  },
};
