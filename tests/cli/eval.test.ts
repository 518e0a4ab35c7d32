import { expect, onTestFinished, test } from 'vitest';
import { runEval } from '../../src/cli/eval/run-eval.ts';
import { systemClock } from '../../src/clock.ts';
import { startStandIn } from '../../src/sandbox/stand-in.ts';

async function evaluate(argv: readonly string[], env: Record<string, string> = {}) {
  const printed: string[] = [];
  const errors: string[] = [];
  const print = (line: string) => void printed.push(line);
  const code = await runEval(argv, { env, cwd: '/nowhere', print, printError: (line) => void errors.push(line) });
  return { code, text: printed.join('\n'), errors: errors.join('\n') };
}

test('GIVEN an endpoint THEN summaries in three languages are counted: held, refused, wrong language, time and tokens', async () => {
  const standIn = await startStandIn({ port: 0, clock: systemClock() });
  onTestFinished(() => standIn.stop());
  const env = { OPENAI_BASE_URL: standIn.baseUrl, LLM_MODEL: 'stand-in' };
  const { code, text } = await evaluate(['--count', '6'], env);
  expect(code).toBe(0);
  const rows = text.split('\n').filter((line) => /^\| (?:fr|en|de|all) /.test(line));
  expect(rows).toHaveLength(4);
  const cells = (rows.at(-1) ?? '').split('|').map((cell) => cell.trim());
  expect(cells[2]).toBe('6');
  // The stand-in writes in the article's language, whatever is asked.
  expect(Number(cells[9])).toBeGreaterThan(0);
  expect(text).toContain('language');
  const tokens = standIn.tokens();
  expect(cells[12]).toBe(`${tokens.in} (0)`);
  expect(cells[13]).toBe(String(tokens.out));
  expect(cells[14]).toBe('not known');
  const { text: json } = await evaluate(['--count', '1', '--json'], { ...env, LLM_PRICE_IN: '1', LLM_PRICE_OUT: '2' });
  expect(JSON.parse(json)).toMatchObject([{ from: 'fr', to: 'fr', model: 'stand-in', usd: expect.any(Number) }]);
});

test('GIVEN no model, a wrong call, a file that is not there or a model that fails THEN the exit code says so', async () => {
  expect((await evaluate([])).code).toBe(78);
  expect((await evaluate(['--count', 'many'], { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' })).code).toBe(64);
  expect((await evaluate(['--nonsense'])).code).toBe(64);
  expect((await evaluate(['/nowhere/a.jsonl'], { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' })).code).toBe(66);
  const standIn = await startStandIn({ port: 0, clock: systemClock() });
  onTestFinished(() => standIn.stop());
  standIn.setMode('malformed');
  const failed = await evaluate(['--count', '1'], { OPENAI_BASE_URL: standIn.baseUrl });
  expect(failed.code).toBe(1);
  expect(failed.text).toContain('malformed 1');
});
