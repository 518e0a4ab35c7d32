import { Writable } from 'node:stream';
import * as z from 'zod';
import { systemClock } from '../clock.ts';
import { chooseLanguage, TRUSTED_CONFIDENCE } from '../services/detection/choose-language.ts';
import { detectLanguages } from '../services/detection/detect-languages.ts';
import type { Detected } from '../services/detection/detected.ts';
import { createReadingHost } from '../services/reading/reading-host.ts';
import { createStoryIndex } from '../services/stories/story-index.ts';
import { answerLines, lineId } from './line-batch.ts';
import { batchInput, parseBatchCall, wrongCall } from './line-call.ts';
import type { SummarizeWorld } from './summarize.ts';

export const STORIES_USAGE = `  stories --jsonl [FILE]  lines {id, title, publishedAt?, opening?, language?} to lines {id, story}, the same for one event`;

/** Lines between two signs of life. */
const PROGRESS_STEP = 1_000;
const lineSchema = z.object({
  id: lineId,
  title: z.string(),
  opening: z.string().nullish(),
  language: z.string().nullish(),
  publishedAt: z.iso.datetime({ offset: true, local: true }).nullish(),
});
type Line = z.output<typeof lineSchema>;

/**
 * `kiosque stories --jsonl` with its arguments; gives the exit code: 65 when a line could not be read. All lines are grouped, in
 * the order given, before the first is answered: groups that grow alike become one. Throws OperatorErrors.
 */
export async function runStories(argv: readonly string[], world: SummarizeWorld): Promise<number> {
  const { subject, options } = parseBatchCall(argv, { name: 'stories', usage: STORIES_USAGE });
  if (!options.jsonl) throw wrongCall('stories takes --jsonl: a story is told by many articles.', STORIES_USAGE);
  const streams = batchInput(subject, world);
  const lines: Line[] = [];
  const answers: string[] = [];
  const errors = await answerLines(
    {
      input: streams.input,
      output: new Writable({ write: (chunk, _, done) => (answers.push(String(chunk)), done()) }),
      onProgress: (read) => world.showProgress(`${read} articles`),
    },
    {
      schema: lineSchema,
      answer: (line) => ({ id: line.id, at: lines.push(line) - 1 }),
      progressEach: PROGRESS_STEP,
    },
  );
  const stories = groupLines(lines, await readLanguages(lines));
  for (const answer of answers) {
    const { at, ...rest } = answerSchema.parse(JSON.parse(answer));
    streams.output.write(`${JSON.stringify(at === undefined ? rest : { ...rest, story: stories[at] })}\n`);
  }
  return errors > 0 ? 65 : 0;
}

const answerSchema = z.looseObject({ at: z.number().optional() });

/** The languages of lines: as given, else as their words say, else what most of the others are in. */
async function readLanguages(lines: readonly Line[]): Promise<readonly string[]> {
  const host = createReadingHost(systemClock());
  try {
    const texts = lines.map(({ title, opening }) => [title, opening ?? ''].join('\n'));
    const detected = await detectLanguages(host, texts);
    const usual = commonest(detected);
    return lines.map(
      ({ language }, i) =>
        chooseLanguage({
          declared: [language ?? null],
          detected: detected[i] ?? null,
          ...(usual && { otherwise: usual }),
        }).language,
    );
  } finally {
    await host.close();
  }
}

function commonest(detected: readonly Detected[]): string | undefined {
  const told = detected.filter(({ confidence }) => confidence >= TRUSTED_CONFIDENCE);
  const groups = [...Map.groupBy(told, ({ language }) => language)];
  return groups.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? undefined;
}

function groupLines(lines: readonly Line[], languages: readonly string[]): readonly string[] {
  const index = createStoryIndex({ maxItems: Number.MAX_SAFE_INTEGER });
  const renamed = new Map<string, string>();
  let at = 0;
  const stories = lines.map(({ title, opening, publishedAt }, i) => {
    at = publishedAt ? Date.parse(publishedAt) : at;
    const language = languages[i] ?? 'und';
    const { storyId, absorbed } = index.place({ id: String(i), at, title, opening: opening ?? '', language });
    for (const gone of absorbed) renamed.set(gone, storyId);
    return storyId;
  });
  // Stories are named by their first line.
  return stories.map((story) => String(lines[Number(lastName(renamed, story))]?.id));
}

function lastName(renamed: ReadonlyMap<string, string>, story: string): string {
  let name = story;
  for (let next = renamed.get(name); next !== undefined; next = renamed.get(name)) name = next;
  return name;
}
