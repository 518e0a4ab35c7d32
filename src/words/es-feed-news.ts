import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const feedNews: Words['feedNews'] = {
  failing: (name, url, { since, why }) =>
    md`⚠ El feed «${name}» no se puede leer desde el ${since}. ${why} Vuelvo a intentarlo al menos una vez al día; si regresa, no hay nada que hacer. Su dirección: ${url}`,
  gone: (name, url) =>
    md`El feed «${name}» ha terminado para siempre, según su sitio (410). Sus artículos se quedan. Busca allí una dirección nueva y añádela con /feeds añadir. La antigua: ${url}`,
  readAgain: (name, url) => md`El feed «${name}» se puede leer de nuevo. Su dirección: ${url}`,
};
