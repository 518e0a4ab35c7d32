import { expect, test } from 'vitest';
import { runDoctor } from '../../src/cli/doctor.ts';
import { commands } from '../../src/commands/index.ts';
import type { Asker } from '../../src/services/asker.ts';
import type { Finding } from '../../src/services/doctor/doctor.ts';
import { GUILD_ID, press, runInteraction, slash, USER_ID } from '../support/interactions.ts';

const FINE: Finding = { code: 'token-fine', state: 'fine', details: { name: 'Kiosque' } };
const BROKEN: Finding = { code: 'channel-closed', state: 'broken', details: { channelId: '800000000000000001' } };
const NEXT: Finding = {
  code: 'slot-next',
  state: 'fine',
  details: { channelId: '8', at: 1_800_000_000_000, zone: 'Europe/Paris' },
};
const ANSWERED: Finding = {
  code: 'model-answered',
  state: 'fine',
  details: { model: 'tiny', ms: 1437, form: 'json_schema', tokens: 31 },
};

/** A doctor that finds these; `asked` holds whom asking the model was for. */
function doctorOf(...findings: Finding[]) {
  const asked: Asker[] = [];
  const askModel = async (asker: Asker) => {
    asked.push(asker);
    return ANSWERED;
  };
  return { asked, examine: async () => findings, askModel };
}

test('GIVEN something broken THEN it stands first with its mend, and the button examines again', async () => {
  const services = { doctor: doctorOf(FINE, BROKEN) };
  const seen = await runInteraction({ commands, services, payload: slash('doctor', {}, { manager: true }) });
  expect(seen.isEphemeral).toBe(true);
  expect(seen.text).toContain('1 thing is broken.');
  expect(seen.text).toMatch(
    /\*\*Broken\*\* · I may not post in <#800000000000000001>\. Give me “View Channel”[\s\S]*\*\*Fine\*\*\n-# Discord knows me/,
  );
  const again = press(seen.buttons[0]?.customId ?? '', { manager: true, onEphemeral: true });
  const mended = await runInteraction({ commands, services: { doctor: doctorOf(FINE) }, payload: again });
  expect(mended.text).toContain('Nothing is broken.');
});

test('GIVEN a model THEN it is asked at a press alone, at the server’s expense, and its answer is a line', async () => {
  const doctor = doctorOf(FINE);
  const services = { doctor, model: 'tiny' };
  const seen = await runInteraction({ commands, services, payload: slash('doctor', {}, { manager: true }) });
  expect(seen.buttons.map(({ label }) => label)).toEqual(['Check again', 'Ask the model']);
  expect(doctor.asked).toEqual([]);
  const id = seen.buttons[1]?.customId ?? '';
  const told = await runInteraction({ commands, services, payload: press(id, { manager: true, onEphemeral: true }) });
  expect(told.text).toContain('-# tiny answered in 1.4 sec with a strict schema; 31 tokens were charged.');
  expect(doctor.asked).toMatchObject([{ command: 'doctor', guildId: GUILD_ID, userId: USER_ID }]);
  const refused = await runInteraction({ commands, services, payload: press(id, { onEphemeral: true }) });
  expect(refused.text).toContain('Manage Server');
  expect(doctor.asked).toHaveLength(1);
  const without = await runInteraction({
    commands,
    services: { doctor },
    payload: slash('doctor', {}, { manager: true }),
  });
  expect(without.buttons.map(({ label }) => label)).toEqual(['Check again']);
});

test('GIVEN a member without the right THEN nothing is examined', async () => {
  const seen = await runInteraction({ commands, payload: slash('doctor') });
  expect(seen.text).toContain('Manage Server');
});

test('GIVEN a thousand findings THEN the message stays within its limits', async () => {
  const services = { doctor: doctorOf(...Array.from({ length: 1_000 }, () => BROKEN)) };
  const seen = await runInteraction({
    commands,
    services,
    payload: slash('doctor', {}, { manager: true, locale: 'fr' }),
  });
  expect(seen.text.length).toBeLessThan(4_000);
  expect(seen.text).toContain('1000 points sont en panne');
});

test('GIVEN the command line THEN a plain line for each, and an exit code that says whether something is broken', async () => {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(text);
  expect(await runDoctor(doctorOf(FINE, BROKEN, NEXT), { json: false, llm: false, print })).toBe(1);
  expect(lines).toEqual([
    'fine    Discord knows me as Kiosque.',
    'broken  I may not post in channel 800000000000000001. Give me “View Channel” and “Send Messages” there.',
    expect.stringMatching(
      /^fine {4}Next digest in channel 8: Friday, January 15, 2027 at 9:00\sAM \(Europe\/Paris\)\.$/,
    ),
  ]);
  expect(await runDoctor(doctorOf(FINE), { json: true, llm: false, print })).toBe(0);
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual([FINE]);
  const doctor = doctorOf(FINE);
  expect(await runDoctor(doctor, { json: false, llm: true, print })).toBe(0);
  expect(lines.at(-1)).toBe('fine    tiny answered in 1.4 sec with a strict schema; 31 tokens were charged.');
  expect(doctor.asked).toEqual([{ command: 'doctor', guildId: '', userId: '' }]);
});
