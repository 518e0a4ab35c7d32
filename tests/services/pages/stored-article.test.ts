import { expect, test } from 'vitest';
import { read } from '../../support/pages.ts';
import { STORED, storedPage, toWindows1252 } from '../../support/stored-article.ts';

const { title, blocks } = STORED;
const page = storedPage();

test('GIVEN the stored article in a page with chrome around THEN its paragraphs and inter-title come back to the letter', () => {
  const found = read(page);
  expect(found.blocks).toEqual(blocks);
  expect(found).toMatchObject({ title, language: 'fr', access: 'open', extractor: 'readability' });
});

test('GIVEN the same page in windows-1252, said in its head THEN the same paragraphs come back', () => {
  const bytes = toWindows1252(storedPage({ charset: 'windows-1252' }));
  expect(read('', { bytes, contentType: 'text/html' }).blocks).toEqual(blocks);
});

test('GIVEN an agency line after a line break in the standfirst THEN it goes and the words stay', () => {
  const found = read(page.replace('</p><p>Sputnik</p>', '<br>Sputnik</p>'));
  expect(found.blocks).toEqual(blocks);
});
