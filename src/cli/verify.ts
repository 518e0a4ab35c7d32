import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import * as z from 'zod';
import { OperatorError } from '../errors.ts';
import { checkText, type Finding, readSource, type SentenceCheck, toParagraphs } from '../services/guard/guard.ts';
import { readText } from './read-text.ts';

export const VERIFY_USAGE = `  verify ARTICLE CLAIM    holds each sentence of one text file against another: supported, to check or unsupported
  verify --jsonl [FILE]   the same for lines {article_id, lang, article, claims: [{id, claim}]}, from FILE or standard input;
                          writes a line {id, score, flag, reasons} for each claim`;

/** The language of a line or file that does not say its own. */
const DEFAULT_LANGUAGE = 'en';

const line = z.object({
  article_id: z.string().optional(),
  lang: z.string().optional(),
  article: z.string(),
  claims: z.array(
    z.object({
      id: z.string(),
      claim: z.string(),
      lang: z.string().optional(),
      /** Passages of the article, verbatim, that the claim rests on. */
      evidence: z.array(z.string()).optional(),
    }),
  ),
});

type Options = { json: boolean; jsonl: boolean; language?: string | undefined };
type Output = { print(text: string): void; input?: NodeJS.ReadableStream };

/** `kiosque verify`: no database and no network. Throws an OperatorError for a wrong call or an unreadable file. */
export async function verify(args: readonly string[], options: Options, output: Output): Promise<void> {
  if (options.jsonl) {
    await verifyLines(args[0], output);
    return;
  }
  const [articlePath, claimPath] = args;
  if (articlePath === undefined || claimPath === undefined)
    throw new OperatorError(`Which article, and which text to hold against it?\n${VERIFY_USAGE}`, { exitCode: 64 });
  const language = languageOf(options.language);
  const source = readSource(toParagraphs(await readText(articlePath)), language);
  const checks = checkText(await readText(claimPath), source);
  output.print(options.json ? JSON.stringify(checks) : checks.map(formatCheck).join('\n'));
}

async function verifyLines(path: string | undefined, { print, input }: Output): Promise<void> {
  const stream = path === undefined ? (input ?? process.stdin) : createReadStream(path);
  let n = 0;
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      n += 1;
      if (text.trim() === '') continue;
      for (const judged of verifyLine(text)) print(JSON.stringify(judged));
    }
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    const detail = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new OperatorError(`Line ${n} cannot be read: ${detail}`, { cause, exitCode: 65 });
  }
}

/** What one line's claims come to. */
function verifyLine(text: string) {
  const { lang, article, claims } = line.parse(JSON.parse(text));
  const language = languageOf(lang);
  const source = readSource(toParagraphs(article), language);
  return claims.map(({ id, claim, lang: own, evidence }) => {
    const options = { language: languageOf(own ?? lang), ...(evidence && { evidence }) };
    return { id, ...judgeClaim(checkText(claim, source, options)) };
  });
}

/** One judgment on a claim of several sentences: it is as good as its worst. */
export function judgeClaim(checks: readonly SentenceCheck[]): {
  score: number;
  flag: boolean;
  reasons: readonly Finding[];
} {
  const score = Math.min(1, ...checks.map((check) => check.score));
  const reasons = checks.flatMap(({ findings }) => findings);
  return { score: Number(score.toFixed(4)), flag: checks.some(({ verdict }) => verdict === 'unsupported'), reasons };
}

function languageOf(given: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(given ?? DEFAULT_LANGUAGE)[0] ?? DEFAULT_LANGUAGE;
  } catch (cause) {
    throw new OperatorError(`“${given}” is no language tag.`, { cause, exitCode: 65 });
  }
}

function formatCheck({ text, verdict, findings, evidence }: SentenceCheck): string {
  const reasons = findings
    .filter(({ type }) => type !== 'coverage')
    .map((finding) => `  ${finding.type}: ${finding.text}${finding.source ? ` (the article: ${finding.source})` : ''}`);
  const words = evidence ? [`  paragraph ${evidence.paragraph}: ${evidence.text}`] : [];
  return [`${verdict.padEnd(12)}${text}`, ...reasons, ...words].join('\n');
}
