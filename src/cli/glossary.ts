import { OperatorError } from '../errors.ts';
import { type Glossary, MAX_TERM_CHARS, MAX_TERMS } from '../services/glossary.ts';

export const GLOSSARY_USAGE = `  glossary list SERVER LANGUAGE                    a server's own translations of terms
  glossary set SERVER LANGUAGE TERM TRANSLATION    adds or changes one
  glossary remove SERVER LANGUAGE TERM             takes one away`;

/** `kiosque glossary`: SERVER is the Discord server's id, LANGUAGE the one translated into. Throws an OperatorError for a wrong call. */
export async function editGlossary(
  args: readonly string[],
  glossary: Glossary,
  show: { json: boolean; print(text: string): void },
): Promise<void> {
  const [act = '', server = '', language = '', term = '', translation = ''] = args;
  if (!/^\d{17,20}$/.test(server)) throw wrongCall('SERVER is a Discord server’s id: 17 to 20 digits');
  if (!isLanguage(language)) throw wrongCall('LANGUAGE is a language tag such as en');
  switch (act) {
    case 'list':
      return list(await glossary.list(server, language), show);
    case 'set': {
      const outcome = await glossary.set(server, language, { term, translation });
      if (outcome === 'full') throw new OperatorError(`This server has ${MAX_TERMS} terms, the most there may be.`);
      if (outcome === 'bad-term')
        throw wrongCall(`TERM and TRANSLATION are texts of 1 to ${MAX_TERM_CHARS} characters`);
      return show.print(`${term} → ${translation}`);
    }
    case 'remove':
      if (await glossary.remove(server, language, term)) return show.print(`Removed: ${term}`);
      throw new OperatorError(`There is no term “${term}” for that server and language.`, { exitCode: 65 });
    default:
      throw wrongCall('glossary takes list, set or remove');
  }
}

function list(pairs: Awaited<ReturnType<Glossary['list']>>, { json, print }: Parameters<typeof editGlossary>[2]): void {
  if (json) return print(JSON.stringify(pairs));
  print(pairs.map((pair) => `${pair.term} → ${pair.translation}`).join('\n') || 'No terms.');
}

function isLanguage(tag: string): boolean {
  try {
    return /^[a-z]{2,3}(?:-|$)/i.test(tag) && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function wrongCall(sentence: string): OperatorError {
  return new OperatorError(`${sentence}.\n${GLOSSARY_USAGE}`, { exitCode: 64 });
}
