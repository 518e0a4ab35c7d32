import * as z from 'zod';
import type { ArticleOrigin, Inference } from '../data/article-store.ts';
import { OperatorError } from '../errors.ts';
import { ID_PATTERN } from '../ids.ts';
import { cleanLine, type MarkedBlock } from './clean.ts';
import { readInline, readMarkdown } from './import-markdown.ts';
import { readFrontMatter } from './import-text.ts';

/** An article as a file gives it, checked but not yet cleaned. */
export type ImportedArticle = {
  /** Names the article across files: the same id with another text is a revision. */
  id?: string;
  title: string;
  /** The raw text: paragraphs with blank lines between. */
  text: string;
  /** The same where its source told what is an inter-title. */
  blocks?: readonly MarkedBlock[];
  /** What a page said beyond its text. */
  origin?: Partial<ArticleOrigin>;
  language: string;
  outlet: string | null;
  url: string | null;
  publishedAt: number | null;
  publishedOn: string | null;
  inferred: readonly Inference[];
  translations: readonly ImportedTranslation[];
};

/** A person's translation: `body` has one text for each paragraph and inter-title that cleaning leaves. */
export type ImportedTranslation = { language: string; title: string; body: readonly string[]; author: string };

/** A page of a newspaper has some 5,000 characters; this is far beyond any article. */
const FILE_MAX_BYTES = 2_000_000;
const TITLE_MAX_CHARS = 500;
const ID_FORM = 'must be 12 characters of 0-9 and a-z without i, l, o and u';

/** The words for a field that is not there, or not what it must be. */
const need = (words: string) => ({
  error: (issue: { code?: string; input?: unknown }) => {
    if (issue.code === 'unrecognized_keys') return undefined;
    return issue.input === undefined ? 'is missing' : words;
  },
});
const line = (max: number) =>
  z
    .string(need('must be text'))
    .transform(cleanLine)
    .refine((value) => value !== '', 'is empty')
    .refine((value) => value.length <= max, `is longer than ${max} characters`);
const language = z.string(need('must be a language tag such as fr or pt-BR')).transform((tag, check) => {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    check.addIssue('must be a language tag such as fr or pt-BR');
    return z.NEVER;
  }
});
const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((address) => new URL(address))
  .transform((address) => {
    address.hash = '';
    return address.href;
  });
const publishedAt = z.iso
  .datetime({ offset: true, error: 'must be an instant with its offset, such as 2021-05-31T14:05:00+02:00' })
  .transform((instant) => Date.parse(instant));
const publishedOn = z.iso.date('must be a calendar day such as 2021-05-31');
const ground = line(500);
const paragraphs = z.array(z.string());

/** The form of an import file; docs/import.md explains it. */
const articleForm = z.strictObject(
  {
    id: z.string(need(ID_FORM)).regex(ID_PATTERN, ID_FORM).optional(),
    title: line(TITLE_MAX_CHARS),
    language,
    outlet: line(200).nullish(),
    url: url.nullish(),
    publishedAt: publishedAt.nullish(),
    publishedOn: publishedOn.nullish(),
    inferred: z
      .strictObject(
        { outlet: ground.optional(), publishedOn: ground.optional(), language: ground.optional() },
        need('must be grounds by field, in braces'),
      )
      .optional(),
    body: z.union(
      [z.string(), paragraphs.transform((texts) => texts.join('\n\n'))],
      need('must be text, or a list of texts'),
    ),
    translations: z
      .array(
        z.strictObject(
          {
            language,
            title: line(TITLE_MAX_CHARS),
            author: line(200),
            body: z.array(line(20_000), need('must be a list of texts')).min(1, 'is empty'),
          },
          need('must be a translation in braces'),
        ),
        need('must be a list'),
      )
      .default([]),
  },
  need('must be one article in braces'),
);

/** What files of a folder may be: JSON, plain text or Markdown under front matter, and pages. */
export const IMPORT_ENDINGS = /\.(?:json|txt|md|markdown|html?|xhtml)$/i;
const MARKDOWN_ENDINGS = /\.(?:md|markdown)$/i;

/**
 * The article in an import file: JSON, or plain text or Markdown under front matter (docs/import.md). `ownLanguage` is that
 * of a file that does not say which it has. Throws an OperatorError (exit code 65) whose one sentence lists every fault.
 */
export function parseImportFile(text: string, fileName: string, ownLanguage?: string): ImportedArticle {
  const refuse = (faults: readonly string[], cause?: unknown) =>
    new OperatorError(`${fileName} cannot be imported: ${faults.join('; ')}.`, { exitCode: 65, cause });
  const damage = findDamage(text);
  if (damage) throw refuse([damage]);
  const plain = text.replace(/^\ufeff/, '');
  const isJson = /\.json$/i.test(fileName) || plain.trimStart().startsWith('{');
  const given = isJson ? readJson(plain) : readFrontMatter(plain);
  if ('fault' in given) throw refuse([given.fault], given.cause);
  const imported = parseImportForm(given.value, fileName, ownLanguage);
  return !isJson && MARKDOWN_ENDINGS.test(fileName) ? withMarkdown(imported) : imported;
}

/** The same for the fields of an article as an object, which `name` names in faults. */
export function parseImportForm(value: unknown, name: string, ownLanguage?: string): ImportedArticle {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const form = isObject && ownLanguage !== undefined ? { language: ownLanguage, ...value } : value;
  const parsed = articleForm.safeParse(form);
  const faults = parsed.success ? crossFaults(parsed.data) : parsed.error.issues.flatMap(toFaults);
  if (!parsed.success || faults.length > 0)
    throw new OperatorError(`${name} cannot be imported: ${faults.join('; ')}.`, { exitCode: 65 });
  return toImported(parsed.data);
}

function withMarkdown(imported: ImportedArticle): ImportedArticle {
  const title = readInline(imported.title.replace(/^#{1,6}\s+/, ''));
  const [first, ...rest] = readMarkdown(imported.text);
  // Front matter with a title often stands above a text that begins with it.
  const blocks = first?.kind === 'heading' && first.text === title ? rest : [first, ...rest];
  return { ...imported, title, blocks: blocks.filter((block) => block !== undefined) };
}

function findDamage(text: string): string | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > FILE_MAX_BYTES) return `it has ${bytes} bytes, the most is ${FILE_MAX_BYTES}`;
  if (text.trim() === '') return 'it is empty';
  if (text.includes('\0')) return 'it is binary, not text in UTF-8';
  const unreadable = text.split('\ufffd').length - 1;
  if (unreadable > 0) return `it is not UTF-8: ${unreadable} characters cannot be read`;
  return undefined;
}

function readJson(text: string): { value: unknown } | { fault: string; cause: unknown } {
  try {
    return { value: JSON.parse(text) };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.replace(/\s+/g, ' ').slice(0, 120) : 'unreadable';
    return { fault: `it is not JSON (${detail})`, cause };
  }
}

function toFaults(issue: z.core.$ZodIssue): readonly string[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join(' ');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${[path, JSON.stringify(key)].filter(Boolean).join(' ')} is not a known field`);
  return [path === '' ? `it ${issue.message}` : `${path} ${issue.message}`];
}

function crossFaults(form: z.infer<typeof articleForm>): readonly string[] {
  const faults: string[] = [];
  if (form.publishedAt && form.publishedOn) faults.push('publishedAt and publishedOn exclude each other');
  if (form.inferred?.outlet && !form.outlet) faults.push('inferred outlet needs an outlet');
  if (form.inferred?.publishedOn && !form.publishedOn) faults.push('inferred publishedOn needs a publishedOn');
  for (const tag of form.translations.map((translation) => translation.language)) {
    if (tag === form.language) faults.push(`a translation is in the article's own language, ${tag}`);
    if (form.translations.filter((other) => other.language === tag).length > 1)
      faults.push(`there are two translations into ${tag}`);
  }
  return [...new Set(faults)];
}

function toImported(form: z.infer<typeof articleForm>): ImportedArticle {
  const { outlet, publishedOn: day, language: tag } = form.inferred ?? {};
  const inferred: Inference[] = [];
  if (outlet) inferred.push({ field: 'outlet', ground: outlet });
  if (day) inferred.push({ field: 'publishedOn', ground: day });
  if (tag) inferred.push({ field: 'language', ground: tag });
  return {
    ...(form.id !== undefined && { id: form.id }),
    title: form.title,
    text: form.body,
    language: form.language,
    outlet: form.outlet ?? null,
    url: form.url ?? null,
    publishedAt: form.publishedAt ?? null,
    publishedOn: form.publishedOn ?? null,
    inferred,
    translations: form.translations,
  };
}
