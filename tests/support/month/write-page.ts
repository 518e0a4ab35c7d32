import type { Text } from './texts.ts';
import type { PlannedFeed } from './web-plan.ts';

/** The page of a text, with what stands around texts on pages. */
export function writePage(
  feed: PlannedFeed,
  { title, paragraphs }: Text,
  { address, publishedAt, isPaid }: { address: string; publishedAt: number; isPaid: boolean },
): Uint8Array {
  const site = `Gazette ${feed.n}`;
  const facts = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    datePublished: new Date(publishedAt).toISOString(),
    isAccessibleForFree: !isPaid,
  };
  const shown = isPaid ? paragraphs.slice(0, 1) : paragraphs;
  return Buffer.from(`<!doctype html><html lang="${feed.tongue}"><head><meta charset="utf-8"><title>${title}</title>
<link rel="canonical" href="${address}"><meta property="og:site_name" content="${site}">
<script type="application/ld+json">${JSON.stringify(facts)}</script></head>
<body><header><a href="/">${site}</a><nav><a href="/a">A</a> <a href="/b">B</a> <a href="/c">C</a></nav></header>
<main><article><h1>${title}</h1>\n${shown.map((one) => `<p>${one}</p>`).join('\n')}\n</article></main>
<footer><a href="/legal">${site}</a></footer></body></html>`);
}

/** The front page of a site that has forgotten its feed. */
export function writeBillboard(feed: PlannedFeed): Uint8Array {
  return Buffer.from(`<!doctype html><html lang="en"><head><title>Gazette ${feed.n}</title></head><body>
<h1>Gazette ${feed.n}</h1><p>This site is being rebuilt. Come back tomorrow, and everything will be here again.</p></body></html>`);
}

export function writeLogin(): Uint8Array {
  return Buffer.from(`<!doctype html><html lang="en"><head><title>Log in</title></head><body><form method="post" action="/login">
<label>Name <input name="user"></label><label>Password <input type="password" name="password"></label><button>Log in</button></form></body></html>`);
}
