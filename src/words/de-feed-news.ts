import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const feedNews: Words['feedNews'] = {
  failing: (name, url, { since, why }) =>
    md`⚠ Der Feed „${name}“ lässt sich seit dem ${since} nicht lesen. ${why} Er bleibt und wird mindestens einmal am Tag wieder versucht; kommt er zurück, ist nichts zu tun. Seine Adresse: ${url}`,
  gone: (name, url) =>
    md`Der Feed „${name}“ meldet, dass er endgültig eingestellt ist (410). Er wird nicht mehr abgefragt, und seine Artikel bleiben. Such auf der Website nach einer neuen Adresse, und füge sie mit /feeds hinzufügen hinzu. Die alte: ${url}`,
  readAgain: (name, url) => md`Der Feed „${name}“ lässt sich wieder lesen. Seine Adresse: ${url}`,
};
