import * as z from 'zod';
import { findPersonTranslations, type PersonTranslation } from '../data/person-texts.ts';
import type { Article } from './articles.ts';
import type { Asker, Offline } from './asker.ts';
import { findTermsOf, hashGlossary } from './glossary.ts';
import { isSameLanguage } from './languages.ts';
import type { Model } from './llm/model.ts';
import { type GlossaryPair, PROMPT_VERSION } from './prompts.ts';
import { createSharedTexts, type Written } from './shared-texts.ts';
import {
  countArticleChars,
  type Denial,
  explainFailure,
  type TextsOptions,
  writeWithLedger,
} from './shared-texts-writing.ts';
import { estimateTranslation, jobOf, type Translation, writeTranslation } from './translations-writing.ts';

export type { Doubt, Translation } from './translations-writing.ts';

export type TranslationResult =
  /** `author` signs a person's translation. `offline` says why a person's stands in for a model's. `provided`: a person's exists too (a button, "human translation"). */
  | {
      kind: 'translated';
      article: Article;
      translation: Translation;
      language: string;
      origin: 'model' | 'person';
      model: string;
      author: string;
      offline?: Offline;
      provided: boolean;
    }
  /** The article is in that language already. */
  | { kind: 'same-language'; article: Article; language: string }
  /** Nothing to show; `available` are the languages of people's translations. */
  | { kind: 'missing'; article: Article; language: string; offline: Offline; available: readonly string[] };

export type TranslationRequest = {
  article: Article;
  language: string;
  /** The person's translation is wanted even where a model is connected. */
  personOnly: boolean;
  asker: Asker;
  signal: AbortSignal;
};

export type Translations = {
  /** Stored model text; a model call; a person's text; or what is missing. Never throws for a failing model. */
  translate(request: TranslationRequest): Promise<TranslationResult>;
};

const storedTranslation = z.object({
  title: z.string(),
  body: z.array(z.string()),
  doubts: z.array(z.object({ n: z.number(), faults: z.array(z.string()), original: z.boolean() })),
});

/** Translations by the model where there is one; a person's where there is none, or it fails or is over budget. */
export function createTranslations(options: TextsOptions): Translations {
  const texts = createSharedTexts<Denial>(options);

  async function obtain(model: Model, request: TranslationRequest): Promise<Written<Denial>> {
    const { article, language, asker } = request;
    const glossary = await findTermsOf(options.db, asker.guildId, language, article);
    return texts.obtain({
      key: {
        ...translationKey(article, language),
        glossaryHash: hashGlossary(glossary),
        model: model.name,
        promptVersion: options.promptVersion ?? PROMPT_VERSION,
      },
      write: (signal) => writeText(options, model, { ...request, glossary }, signal),
      signal: request.signal,
    });
  }

  return {
    async translate(request) {
      request.signal.throwIfAborted();
      const { article, language } = request;
      if (isSameLanguage(article.language, language)) return { kind: 'same-language', article, language };
      const persons = await findPersonTranslations(options.db, article.id, article.revision);
      const person = pickPerson(persons, language);
      if (request.personOnly && person) return personResult(article, person);
      const { model } = options;
      const written = model ? await obtain(model, request).catch(explainFailure) : { reason: 'no-model' as const };
      if (model && 'body' in written) {
        const translation = storedTranslation.parse(written.body);
        const provided = person !== undefined;
        return {
          kind: 'translated',
          article,
          translation,
          language,
          origin: 'model',
          model: model.name,
          author: '',
          provided,
        };
      }
      const offline: Offline = 'reason' in written ? toOffline(written) : { reason: 'no-model' };
      if (person) return { ...personResult(article, person), offline };
      return { kind: 'missing', article, language, offline, available: persons.map((one) => one.language) };
    },
  };
}

/** What a model's translation is stored under, the glossary, the model and the prompt left out. */
export function translationKey(article: Pick<Article, 'id' | 'revision'>, language: string) {
  return {
    articleId: article.id,
    revision: article.revision,
    task: 'translation',
    language: Intl.getCanonicalLocales(language)[0] ?? language,
    length: '',
    questionHash: '',
    origin: 'model',
  } as const;
}

/** The person's translation in that very language or, failing that, in another regional form of it. */
export function pickPerson(persons: readonly PersonTranslation[], language: string): PersonTranslation | undefined {
  return (
    persons.find((one) => one.language.toLowerCase() === language.toLowerCase()) ??
    persons.find((one) => isSameLanguage(one.language, language))
  );
}

function personResult(article: Article, { translation: { title, body }, language, author }: PersonTranslation) {
  return {
    kind: 'translated',
    article,
    translation: { title, body, doubts: [] },
    language,
    origin: 'person',
    model: '',
    author,
    provided: true,
  } as const;
}

function toOffline(failure: Offline | { kind: 'denied'; reason: Denial }): Offline {
  return 'kind' in failure ? { reason: failure.reason } : failure;
}

async function writeText(
  options: TextsOptions,
  model: Model,
  { article, language, asker, glossary }: TranslationRequest & { glossary: readonly GlossaryPair[] },
  signal: AbortSignal,
): Promise<Written<Denial>> {
  if (options.articleMaxChars > 0 && countArticleChars(article) > options.articleMaxChars)
    return { kind: 'denied', reason: 'too-long' };
  const job = jobOf(article, language, glossary);
  const tokens = estimateTranslation(job);
  const act = async () => {
    const { translation, usage } = await writeTranslation(model, job, signal);
    const { doubts } = translation;
    if (doubts.length > 0) options.log.warn('translation.doubts', { articleId: article.id, language, doubts });
    return { body: translation, usage };
  };
  return writeWithLedger(options, { asker, task: 'translation', articleId: article.id, tokens, signal, act });
}
