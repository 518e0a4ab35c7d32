import { expect, test } from 'vitest';
import { newsPage, paragraphs, PROSE, read } from '../../support/pages.ts';

const article = (value: Record<string, unknown>) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'The ferry', ...value })}</script>`;

test.each([
  [{ isAccessibleForFree: false }],
  [{ isAccessibleForFree: 'False' }],
  [{ isAccessibleForFree: 'https://schema.org/False' }],
  [{ hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.paid' } }],
])('GIVEN the publisher declares %j THEN it is a paywall', (value) => {
  expect(read(newsPage({ head: article(value) })).access).toBe('paywall');
});

test('GIVEN a status of 402 or 401 THEN it says paywall or login; 200 and free say open', () => {
  expect(read(newsPage(), { status: 402 }).access).toBe('paywall');
  expect(read(newsPage(), { status: 401 }).access).toBe('login');
  expect(read(newsPage({ head: article({ isAccessibleForFree: true }) }), { status: 200 }).access).toBe('open');
});

test('GIVEN a password field THEN an empty page is a login, and a page with an article is open', () => {
  const form = '<form><input type="text"><input type="password"></form>';
  expect(read(`<html><body><h1>Sign in</h1>${form}</body></html>`).access).toBe('login');
  expect(read(newsPage({ article: `${form}${paragraphs(PROSE)}` })).access).toBe('open');
});

test('GIVEN a consent address, or a consent platform on a page without an article THEN consent; beside an article open', () => {
  const wall =
    '<html><head><title>Before you continue</title></head><body><div id="didomi-host"><p>We use cookies.</p></div></body></html>';
  expect(read(wall).access).toBe('consent');
  expect(
    read('<html><body><p>We use cookies.</p></body></html>', { url: 'https://consent.example.org/x' }).access,
  ).toBe('consent');
  expect(read(newsPage({ article: `<div id="didomi-host"></div>${paragraphs(PROSE)}` })).access).toBe('open');
});

test('GIVEN a short text and the word subscribe THEN no wall is concluded', () => {
  expect(read(newsPage({ article: '<p>Subscribe to read more about ferries, if you like.</p>' })).access).toBe('open');
});
