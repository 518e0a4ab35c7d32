import type { Asker, Offline } from './asker.ts';
import type { FindLanguage } from './ingest/languages-of.ts';
import { isSameLanguage } from './languages.ts';
import type { Model } from './llm/model.ts';
import { type TextsOptions, explainFailure, WritingFailure, writeWithLedger } from './shared-texts-writing.ts';
import {
  estimateTranslation,
  type Translation,
  type TranslationJob,
  writeTranslation,
} from './translations-writing.ts';

export type ShortTranslation =
  /** `translation.body[i]` stands for `lines[i]`. `from` is `und` where no language could be told. */
  | {
      kind: 'translated';
      lines: readonly string[];
      translation: Translation;
      from: string;
      language: string;
      model: string;
    }
  | { kind: 'same-language'; language: string }
  /** No letters, so nothing to translate. */
  | { kind: 'no-words' }
  | { kind: 'missing'; language: string; offline: Offline };

export type ShortTranslations = {
  /**
   * A message in another language, held against the same checks as an article's translation. Neither it nor its translation is
   * kept: who wrote it gave it to a channel and not to us. Never throws for a failing model.
   */
  translate(request: { text: string; language: string; asker: Asker; signal: AbortSignal }): Promise<ShortTranslation>;
};

/** No message of Discord's is longer, its embeds included (https://docs.discord.com/developers/resources/message#embed-object-embed-limits). */
const MAX_CHARS = 10_000;
const UNKNOWN = 'und';

/** Translations of what members point at, by the model. */
export function createShortTranslations(
  options: Pick<TextsOptions, 'ledger' | 'log' | 'random' | 'model'> & { findLanguage: FindLanguage },
): ShortTranslations {
  return {
    async translate({ text, language, asker, signal }) {
      const lines = linesOf(text);
      if (!lines.some((line) => /\p{L}{2}/u.test(line))) return { kind: 'no-words' };
      const { language: from } = await options.findLanguage({ declared: [], title: '', text: lines.join('\n') });
      if (from !== UNKNOWN && isSameLanguage(from, language)) return { kind: 'same-language', language };
      const { model } = options;
      if (!model) return { kind: 'missing', language, offline: { reason: 'no-model' } };
      const numbered = lines.map((line, i) => ({ n: i + 1, text: line }));
      const job: TranslationJob = { title: '', lines: numbered, from, to: language, glossary: [] };
      const written = await write(options, model, { job, asker, signal }).catch((error: unknown) => {
        if (error instanceof WritingFailure) return explainFailure(error);
        throw error;
      });
      if ('reason' in written) return { kind: 'missing', language, offline: written };
      return { kind: 'translated', lines, translation: written, from, language, model: model.name };
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text
    .slice(0, MAX_CHARS)
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The translation, or why this asker gets none. Throws a WritingFailure. */
async function write(
  options: Pick<TextsOptions, 'ledger' | 'log' | 'random'>,
  model: Model,
  { job, asker, signal }: { job: TranslationJob; asker: Asker; signal: AbortSignal },
): Promise<Translation | Offline> {
  let done: Translation | undefined;
  const written = await writeWithLedger(options, {
    asker,
    task: 'translation',
    articleId: '',
    tokens: estimateTranslation(job),
    signal,
    async act() {
      const { translation, usage } = await writeTranslation(model, job, signal);
      done = translation;
      return { body: null, usage };
    },
  });
  if (written.kind === 'denied') return { reason: written.reason };
  if (!done) throw new Error('A text was written, and is not there');
  return done;
}
