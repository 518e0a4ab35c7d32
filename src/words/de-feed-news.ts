import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const feedNews: Words['feedNews'] = {
  failing: (name, url, { since, why }) =>
    md`⚠ Der Feed „${name}“ lässt sich seit dem ${since} nicht lesen. ${why} Ich versuche es mindestens einmal am Tag wieder; kommt er zurück, ist nichts zu tun. Seine Adresse: ${url}`,
  gone: (name, url) =>
    md`Der Feed „${name}“ ist laut seiner Website endgültig eingestellt (410). Seine Artikel bleiben. Such dort nach einer neuen Adresse und nimm sie mit /feeds hinzufügen auf. Die alte: ${url}`,
  readAgain: (name, url) => md`Der Feed „${name}“ lässt sich wieder lesen. Seine Adresse: ${url}`,
};
