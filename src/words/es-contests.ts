import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const contests: Words['contests'] = {
  button: (count) => `Impugnaciones (${count})`,
  title: 'Impugnaciones de este servidor',
  about:
    'Lo que los miembros objetan a las fichas de los medios. Las corrigen los operadores de este bot; lo que cierras aquí sigue en su cola.',
  none: () => md`No hay ninguna impugnación abierta.`,
  said: (text) => md`«${text}»`,
  pick: 'Cerrar una…',
  closed: (outlet) => md`Cerrada: ${outlet}.`,
  reopened: (outlet) => md`Abierta de nuevo: ${outlet}.`,
  gone: () => md`Esa impugnación se cerró entretanto.`,
  settings: 'Ajustes',
};
