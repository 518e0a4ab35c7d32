import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { parseConfig, parseEnvFile, settings } from '../src/config.ts';
import { OperatorError } from '../src/errors.ts';

const example = readFileSync('.env.example', 'utf8');

test('GIVEN .env.example THEN it lists exactly the keys of the schema, each below a comment', () => {
  expect(Object.keys(parseEnv(example)).toSorted()).toEqual(Object.keys(settings.shape).toSorted());
  const lines = example.split('\n');
  const bare = lines.filter((line, i) => /^[A-Z]/.test(line) && !/^[#A-Z]/.test(lines[i - 1] ?? ''));
  expect(bare).toEqual([]);
});

test('GIVEN .env.example as it is THEN it gives the defaults', () => {
  expect(parseConfig(parseEnvFile(example))).toEqual(parseConfig({}));
});

test('GIVEN nothing THEN the sandbox runs without a model', () => {
  const config = parseConfig({ PATH: '/bin' });
  expect(config).toMatchObject({
    mode: 'sandbox',
    model: undefined,
    databasePath: 'data/sandbox.db',
    port: 3000,
    seedArticle: true,
  });
});

test('GIVEN a token THEN Discord is used and the token is a secret', () => {
  const config = parseConfig({ DISCORD_TOKEN: 'abc', OPENAI_API_KEY: 'key' });
  expect(config).toMatchObject({ mode: 'discord', databasePath: 'data/kiosque.db', secrets: ['abc', 'key'] });
});

test('GIVEN an endpoint without a key THEN a model is connected all the same', () => {
  expect(parseConfig({ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }).model).toMatchObject({
    apiKey: 'none',
    api: 'auto',
  });
});

test('GIVEN several faults THEN all are told at once, by name, and no value is repeated', () => {
  const fault = catchFault(() =>
    parseConfig({
      PORT: 'sEcReT',
      LANGUAGES: 'en,,x y',
      OPENAI_BASE_URL: 'ftp://sEcReT',
      ADMIN_CHANNEL: '#sEcReT',
      KIOSQUE_MODE: 'discord',
      DATABASE_URL: 'postgres://user:sEcReT@db/kiosque',
      LLM_DAILY_TOKENS: '-1',
    }),
  );
  for (const key of ['PORT', 'LANGUAGES', 'OPENAI_BASE_URL', 'ADMIN_CHANNEL', 'DATABASE_URL', 'LLM_DAILY_TOKENS'])
    expect(fault.message).toContain(`- ${key} `);
  expect(fault.message).not.toContain('sEcReT');
  expect(fault.exitCode).toBe(78);
});

test('GIVEN discord mode without a token THEN the missing token is an error', () => {
  expect(catchFault(() => parseConfig({ KIOSQUE_MODE: 'discord' })).message).toContain('DISCORD_TOKEN is missing');
});

test('GIVEN a .env with a line that is no setting and a misspelled key THEN both are told', () => {
  const fault = catchFault(() => parseEnvFile('DISCORD_TOKEN abc\nLLM_MODLE=x\n# fine\nPORT=3001\n'));
  expect(fault.message).toContain('line 1 is not KEY=value');
  expect(fault.message).toContain('LLM_MODLE is not a setting');
  expect(fault.message).not.toContain('abc');
});

test('GIVEN a .env with a byte order mark, quotes and Windows line ends THEN it is read', () => {
  expect(parseEnvFile('\ufeffPORT="3001"\r\nLLM_MODEL=\'a b\'\r\n')).toMatchObject({ PORT: '3001', LLM_MODEL: 'a b' });
});

function catchFault(act: () => unknown): OperatorError {
  try {
    act();
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('no fault was told');
}
