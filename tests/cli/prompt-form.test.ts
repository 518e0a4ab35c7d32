import { expect, test } from 'vitest';
import { readTypedForm } from '../../src/cli/prompt-form.ts';
import { drawForm } from '../../src/discord/form.ts';

const modal = drawForm({
  title: 'Contest this card',
  action: { command: 'article', action: 'contest', args: ['a1'] },
  fields: [
    {
      kind: 'choice',
      label: 'What is wrong?',
      isRequired: true,
      placeholder: 'Choose',
      options: [
        { label: 'The owner', value: 'owner' },
        { label: 'The country', value: 'country' },
      ],
    },
    { kind: 'text', label: 'In your words', isRequired: false, maxLength: 500, isLong: true },
  ],
});

test('GIVEN a form THEN each field is asked for in its turn, and the values come as the sandbox takes them', () => {
  const form = readTypedForm(modal);
  expect(form.question()).toBe('Form: Contest this card\nWhat is wrong?:\n  1. The owner\n  2. The country');
  expect(form.answer('2')).toBe(false);
  expect(form.question()).toBe('In your words (may stay empty: -):');
  expect(form.answer(' Owned by Example since 2020 ')).toBe(true);
  expect(form.values()).toEqual({ f0: '["country"]', f1: 'Owned by Example since 2020' });
});

test('GIVEN a label, a value, nothing or nonsense THEN what is meant is sent, and no choice for nonsense', () => {
  const fill = (...lines: readonly string[]) => {
    const form = readTypedForm(modal);
    for (const line of lines) form.answer(line);
    return form.values();
  };
  expect(fill('The owner', '-')).toEqual({ f0: '["owner"]', f1: '' });
  expect(fill('country', '')).toEqual({ f0: '["country"]', f1: '' });
  expect(fill('seven', '-')).toEqual({ f0: '[]', f1: '' });
});
