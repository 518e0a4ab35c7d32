import { expect, test } from 'vitest';
import { createMembers } from '../../src/services/members.ts';
import { testDatabase } from '../support/database.ts';

test('GIVEN a member who never chose THEN there is no language', async () => {
  const members = createMembers({ ...(await testDatabase()), memberKey: 'test' });
  expect(await members.findLanguage('80351110224678912')).toBeUndefined();
});

test('GIVEN a choice THEN it is remembered for that member alone, and the last one counts', async () => {
  const { db, clock } = await testDatabase('2026-11-23T09:00:00Z');
  const members = createMembers({ db, clock, memberKey: 'test' });
  await members.chooseLanguage('80351110224678912', 'fr');
  await members.chooseLanguage('80351110224678913', 'de');
  await clock.move(1000);
  await members.chooseLanguage('80351110224678912', 'pt-BR');
  expect(await members.findLanguage('80351110224678912')).toBe('pt-BR');
  expect(await members.findLanguage('80351110224678913')).toBe('de');
  const rows = await db.selectFrom('members').select(['id', 'chosen_at']).orderBy('id').execute();
  expect(rows).toEqual([
    { id: '80351110224678912', chosen_at: Date.parse('2026-11-23T09:00:01Z') },
    { id: '80351110224678913', chosen_at: Date.parse('2026-11-23T09:00:00Z') },
  ]);
});
