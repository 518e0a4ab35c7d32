import { expect, test } from 'vitest';
import { allowPublicAddress } from '../../../src/services/fetching/public-address.ts';
import { CORPORA_NOTICE, hasCorpora, readAttacks } from '../../support/corpora.ts';
import { loopbackFetcher } from '../../support/loopback.ts';

/** What names resolve to here: those that the corpus says lead inside do, any other is public. */
function resolveAttack(host: string): string {
  const wrapped = /^(\d+\.\d+\.\d+\.\d+)\.(?:nip|sslip|xip)\.io$/.exec(host)?.[1];
  return wrapped ?? (/^(?:metadata\.|instance-data)/.test(host) ? '169.254.169.254' : '93.184.215.14');
}

/** Whether the fetcher would connect somewhere; it is stopped right before. */
async function reaches(url: string): Promise<boolean> {
  const reached: string[] = [];
  const { get } = loopbackFetcher({
    lookup: (host) => Promise.resolve([{ address: resolveAttack(host), family: 4 }]),
    allowAddress: (ip, port) => {
      if (allowPublicAddress(ip, port)) reached.push(`${ip}:${port}`);
      return false;
    },
  });
  const fetched = await get(url);
  expect(fetched).toMatchObject({ kind: 'failed', problem: 'address' });
  return reached.length > 0;
}

test('GIVEN addresses in every disguise THEN none leads inside', async () => {
  const disguises = [
    'http://127.0.0.1/',
    'http://127.1/',
    'http://127.0.1/',
    'http://0/',
    'http://0.0.0.0:80/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.01/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://127.0.0.1.:80/',
    'http://①②⑦。⓪。⓪。①/',
    'http://%31%32%37.0.0.1/',
    'http://127。0。0。1/',
    'http:\\\\127.0.0.1\\',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[fec0::1]/',
    'http://[ff02::1]/',
    'http://[2001:db8::1]/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/',
    'http://192.0.0.192/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://168.63.129.16/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://x.localhost/',
    'http://intranet/',
    'http://metadata.google.internal/',
    'http://169.254.169.254.nip.io/',
    'http://10.0.0.1.sslip.io/',
    'http://public.example.org@127.0.0.1/',
    'http://127.0.0.1#@public.example.org/',
    'http://127.0.0.1\\@public.example.org/',
    'http://public.example.org:22/',
    'http://public.example.org:6379/',
    'http://user:pass@public.example.org/',
    'http://1.1.1.1:25/',
    'ftp://public.example.org/',
    'file:///etc/hosts',
    'gopher://public.example.org/',
    '//1.1.1.1/',
  ];
  const leads: string[] = [];
  for (const url of disguises) if (await reaches(url)) leads.push(url);
  expect(leads).toEqual([]);
});

test('GIVEN addresses of the public web THEN each is reached', async () => {
  const good = [
    'https://journal.example.org/2026/11/23/a?b=c#d',
    'http://1.1.1.1/',
    'https://[2606:4700::1111]/',
    'http://a.example:8080/',
    'https://bücher.example/été',
    'http://localhost.example.org/',
    'https://internal.example.org/',
    'http://example.org./',
  ];
  for (const url of good) expect([url, await reaches(url)]).toEqual([url, true]);
});

test.skipIf(!hasCorpora)(
  `GIVEN the corpus of addresses THEN all attacks are blocked and all good ones kept${CORPORA_NOTICE}`,
  async () => {
    const attacks = readAttacks('attacks-dev.jsonl', ['ssrf-url', 'good-url']);
    const wrong: string[] = [];
    for (const { kind, text } of attacks)
      if ((await reaches(text)) !== (kind === 'good-url')) wrong.push(`${kind} ${text}`);
    expect(wrong).toEqual([]);
    expect(attacks.filter(({ kind }) => kind === 'ssrf-url').length).toBeGreaterThan(90);
    expect(attacks.filter(({ kind }) => kind === 'good-url').length).toBeGreaterThan(50);
  },
);
