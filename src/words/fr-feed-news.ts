import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const feedNews: Words['feedNews'] = {
  failing: (name, url, { since, why }) =>
    md`⚠ Le flux « ${name} » est illisible depuis le ${since}. ${why} Je réessaie au moins une fois par jour ; s’il revient, il n’y a rien à faire. Son adresse : ${url}`,
  gone: (name, url) =>
    md`Le flux « ${name} » s’est définitivement arrêté, d’après son site (410). Ses articles restent. Cherchez-y une nouvelle adresse et ajoutez-la avec /flux ajouter. L’ancienne : ${url}`,
  readAgain: (name, url) => md`Le flux « ${name} » peut de nouveau être lu. Son adresse : ${url}`,
};
