import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findVoices } from '../src/services/voices/offline-voices.ts';
import { composeReport, readLabels, scoreArticle } from './voices-score.ts';

/**
 * `node bench/voices.ts [dev|final] [--misses]`: how well the offline rules tell who says what, against the labels beside this
 * file. KIOSQUE_CORPORA is the folder that holds `summaries/` (OrangeSum and the writers' set: docs/decisions/voices.md).
 */
const corpora = process.env['KIOSQUE_CORPORA'];
if (corpora === undefined) throw new Error('Set KIOSQUE_CORPORA to the folder that holds summaries/');
const halves = process.argv.slice(2).filter((word) => word === 'dev' || word === 'final');
for (const half of halves.length > 0 ? halves : ['dev']) {
  const scores = readLabels(
    readFileSync(join(import.meta.dirname, 'voices-labels.json'), 'utf8'),
    join(corpora, 'summaries'),
  )
    .filter((one) => one.half === half)
    .map((one) => scoreArticle(one, findVoices(one.article)));
  process.stdout.write(`${composeReport(half, scores, process.argv.includes('--misses'))}\n`);
}
