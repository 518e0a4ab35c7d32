import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const feedNews: Words['feedNews'] = {
  failing: (name, url, { since, why }) =>
    md`⚠ Le flux « ${name} » ne peut plus être lu depuis ${since}. ${why} Il est gardé et interrogé de nouveau au moins une fois par jour ; s’il revient, il n’y a rien à faire. Son adresse : ${url}`,
  gone: (name, url) =>
    md`Le flux « ${name} » annonce qu’il s’est arrêté pour de bon (410). Il n’est plus interrogé, et ses articles restent. Cherchez sur le site sa nouvelle adresse et ajoutez-la avec /flux ajouter. L’ancienne : ${url}`,
  readAgain: (name, url) => md`Le flux « ${name} » peut de nouveau être lu. Son adresse : ${url}`,
};
