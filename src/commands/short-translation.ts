import { type Block, type Markdown, md, notice, type Reply, subtext, textBlock } from '../reply.ts';
import type { ShortTranslation } from '../services/short-translations.ts';
import type { Ask } from './command.ts';
import { languageName } from './language-option.ts';
import { explainOffline } from './summary.ts';
import { markDoubts } from './translation-doubts.ts';

/** `said` stands below: why these are the message's own words and not those of the page that it leads to. */
type Wanted = { text: string; language: string; said?: Markdown };

/** A message in the reader's language; a word of its coming first where the model is slow. */
export async function* followShortTranslation(ask: Ask, wanted: Wanted): AsyncGenerator<Reply, Reply> {
  const { text, language } = wanted;
  const { shortTranslations, progress, model = '' } = ask.services;
  const asker = { command: 'translate', guildId: ask.guildId ?? '', userId: ask.userId, owners: ask.owners };
  const translating = shortTranslations.translate({ text, language, asker, signal: ask.signal });
  const meanwhile = async () => notice(ask.words.menu.working(model, languageName(language, ask.locale)));
  return showResult(ask, yield* progress.follow(translating, meanwhile, ask.signal), wanted);
}

function showResult(ask: Ask, result: ShortTranslation, { said }: Wanted): Reply {
  const { menu: words } = ask.words;
  const also: readonly Block[] = said ? [textBlock(subtext(said))] : [];
  switch (result.kind) {
    case 'no-words':
      return { ...notice(words.noWords()), blocks: [textBlock(words.noWords()), ...also] };
    case 'same-language':
      return {
        accent: 'notice',
        blocks: [textBlock(words.sameLanguage(languageName(result.language, ask.locale))), ...also],
      };
    case 'missing': {
      const lines = [words.missing(explainOffline(ask.words, result.offline))];
      if (result.offline.reason === 'no-model') lines.push(subtext(ask.words.translation.howTo()));
      return { accent: 'notice', blocks: [textBlock(...lines), ...also] };
    }
    case 'translated':
      return showTranslation(ask, result, also);
  }
}

function showTranslation(
  ask: Ask,
  result: Extract<ShortTranslation, { kind: 'translated' }>,
  also: readonly Block[],
): Reply {
  const { menu: words } = ask.words;
  const to = languageName(result.language, ask.locale);
  const origin =
    result.from === 'und'
      ? words.byModelFromUnknown(result.model, to)
      : words.byModel(result.model, languageName(result.from, ask.locale), to);
  const doubts = result.translation.doubts.length;
  const lines = [origin, ...(doubts > 0 ? [ask.words.translation.doubts(doubts)] : [])].map(subtext);
  const texts = markDoubts(ask, result.translation).map((line) => textBlock(md`${line}`));
  return { accent: 'notice', blocks: [...texts, { kind: 'separator' }, textBlock(...lines), ...also] };
}
