import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readTypedFile } from '../../src/cli/prompt-files.ts';
import { isJson, type Json, readJson, readList, readText } from '../../src/sandbox/json.ts';
import { MAX_UPLOAD_BYTES } from '../../src/sandbox/uploads.ts';
import { logIn, openSandbox } from './raw-bot.ts';
import { openPaged } from './page-visitor.ts';

const COMMANDS = [
  {
    name: 'weigh',
    description: 'Weighs a file',
    options: [{ name: 'file', description: 'A file', type: 11, required: true }],
  },
];
const BYTES = new Uint8Array([0xff, 0xfe, 65, 0]);

/** What the interaction says of its one file. */
function attachmentOf(interaction: Json): Json {
  const data = readJson(interaction, 'data') ?? {};
  const id = readText(readList(data, 'options')[0], 'value') ?? '';
  return readJson(readJson(readJson(data, 'resolved'), 'attachments'), id) ?? {};
}

async function openWithBot() {
  const { sandbox } = await openSandbox();
  return { sandbox, bot: await logIn(sandbox, COMMANDS) };
}

describe('a file that a member attaches', () => {
  test('GIVEN one THEN the command carries its name, size, type and an address with its bytes', async () => {
    const { sandbox, bot } = await openWithBot();
    const id = sandbox.attach({ name: 'a b.txt', bytes: BYTES });
    void sandbox.command(`/weigh file:${id}`);
    const attached = attachmentOf(await bot.nextInteraction());
    expect(attached).toMatchObject({ id, filename: 'a b.txt', size: 4, ephemeral: true });
    expect(attached['content_type']).toBe('text/plain; charset=utf-8');
    const response = await fetch(String(attached['url']));
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES);
    expect(response.headers.get('content-type')).toContain('text/plain');
  });

  test('GIVEN what the browser says of its type THEN that is said, right or not', async () => {
    const { sandbox, bot } = await openWithBot();
    void sandbox.command(`/weigh file:${sandbox.attach({ name: 'a.txt', bytes: BYTES, contentType: 'image/png' })}`);
    expect(attachmentOf(await bot.nextInteraction())).toMatchObject({ filename: 'a.txt', content_type: 'image/png' });
  });

  test('GIVEN no file by that text THEN Discord’s client would not send it', async () => {
    const { sandbox } = await openWithBot();
    expect(await sandbox.command('/weigh file:a.txt')).toMatchObject({
      outcome: 'refused',
      text: '“file” takes a file, and “a.txt” is none.',
    });
    expect(() => sandbox.attach({ name: 'a', bytes: new Uint8Array(MAX_UPLOAD_BYTES + 1) })).toThrow('up to 32 MiB');
  });

  test('GIVEN the prompt THEN a typed path is read; a page cannot name one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kiosque-files-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'my notes.md'), BYTES);
    const { sandbox, bot } = await openWithBot();
    void sandbox.command(`/weigh file:${folder}/my notes.md`, { files: readTypedFile });
    expect(attachmentOf(await bot.nextInteraction())).toMatchObject({ filename: 'my notes.md', size: 4 });
    const missing = await sandbox.command(`/weigh file:${folder}/none.md`, { files: readTypedFile });
    expect(missing.outcome).toBe('refused');
    expect((await sandbox.command(`/weigh file:${folder}`, { files: readTypedFile })).outcome).toBe('refused');
    expect((await sandbox.command(`/weigh file:${folder}/my notes.md`)).outcome).toBe('refused');
  });
});

describe('a file that the page sends', () => {
  async function post(port: number, headers: Record<string, string>, body: Uint8Array<ArrayBuffer> = BYTES) {
    const response = await fetch(`http://127.0.0.1:${port}/page/files?name=caf%C3%A9.html`, {
      method: 'POST',
      headers,
      body,
    });
    const said: unknown = await response.json();
    return { status: response.status, said: isJson(said) ? said : {} };
  }

  test('GIVEN the own page THEN an id that a command takes', async () => {
    const { sandbox } = await openPaged();
    const bot = await logIn(sandbox, COMMANDS);
    const origin = `http://127.0.0.1:${sandbox.port}`;
    const { status, said } = await post(sandbox.port, { origin, 'content-type': 'text/html' });
    expect(status).toBe(200);
    void sandbox.command(`/weigh file:${readText(said, 'id')}`);
    expect(attachmentOf(await bot.nextInteraction())).toMatchObject({
      filename: 'café.html',
      content_type: 'text/html',
    });
  });

  test('GIVEN another site, or no origin THEN refused', async () => {
    const { sandbox } = await openPaged();
    for (const headers of [{ origin: 'https://example.org' }, {}])
      expect(await post(sandbox.port, headers)).toMatchObject({ status: 403, said: { fault: expect.any(String) } });
  });

  test('GIVEN one that is too large THEN says how large it may be', async () => {
    const { sandbox } = await openPaged();
    const origin = `http://127.0.0.1:${sandbox.port}`;
    const answer = await post(sandbox.port, { origin }, new Uint8Array(MAX_UPLOAD_BYTES + 1));
    expect(answer).toMatchObject({ status: 413, said: { fault: 'This sandbox takes files of up to 32 MiB.' } });
  });
});
