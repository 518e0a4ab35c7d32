import { importArticle, type ImportedArticle } from '../../src/services/import.ts';
import type { Draw } from './crash-draw.ts';
import { importedArticle } from './articles.ts';

const WORDS =
  'harbor ferry council bridge market garden library winter station river engine letter window teacher valley museum orchard signal timber captain'.split(
    ' ',
  );

/** Stores `count` articles, some so long-winded that an edition of ten takes two or three messages. */
export async function storeArticles(
  { ground }: { ground: Parameters<typeof importArticle>[0] },
  draw: Draw,
  count: number,
): Promise<void> {
  for (let made = 0; made < count; made++) await importArticle(ground, drawArticle(draw));
}

function drawArticle(draw: Draw): ImportedArticle {
  const words = (count: number) => Array.from({ length: count }, () => draw.pick(asList(WORDS))).join(' ');
  const isLong = draw.chance(0.6);
  const title = `The ${words(isLong ? 22 : 4)} ${draw.int(1, 1_000_000)}`;
  const sentence = () => `The ${words(isLong ? draw.int(30, 60) : 8)} was seen by ${draw.int(2, 9_000)} people.`;
  return importedArticle({
    title,
    text: `${sentence()} ${sentence()}\n\n${sentence()}`,
    url: draw.chance(0.5) ? `https://news.example/${words(isLong ? 12 : 2).replaceAll(' ', '/')}` : null,
  });
}

function asList(words: readonly string[]): readonly [string, ...string[]] {
  const [first = '', ...rest] = words;
  return [first, ...rest];
}
