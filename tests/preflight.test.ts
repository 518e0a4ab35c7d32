import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosque-preflight-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs preflight under this Node while `node` on PATH is a script of ours: the carried Node, replaced. */
function preflight(script: string, ...args: string[]) {
  const node = join(folder, 'node');
  writeFileSync(node, `#!/bin/sh\n${script}\n`);
  chmodSync(node, 0o755);
  const run = spawnSync(process.execPath, ['bin/preflight', ...args], {
    env: { PATH: `${folder}${delimiter}/bin:/usr/bin` },
    encoding: 'utf8',
  });
  return { status: run.status, said: run.stderr + run.stdout };
}

test('GIVEN a carried Node that exits 127 THEN one sentence says the mend and the exit code is 1', () => {
  const { status, said } = preflight('exit 127');
  expect(status).toBe(1);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toContain('apt-get install libatomic1');
  expect(said).toContain('Alpine');
});

test('GIVEN a carried Node without its library THEN the sentence names that library alone', () => {
  const { said } = preflight('echo "node: error while loading shared libraries: libatomic.so.1" >&2; exit 127');
  expect(said).toContain('apt-get install libatomic1');
  expect(said).not.toContain('Alpine');
});

test('GIVEN an old Node first on PATH THEN the sentence says which is needed', () => {
  const { status, said } = preflight('echo v20.20.2');
  expect(status).toBe(1);
  expect(said).toContain('needs Node 26 and found v20.20.2');
});

test('GIVEN the quiet first look THEN nothing is printed and the exit code still tells', () => {
  expect(preflight('exit 127', '--quiet')).toEqual({ status: 1, said: '' });
  expect(preflight('echo v26.10.0', '--quiet')).toEqual({ status: 0, said: '' });
});
