import type { Article } from '../articles.ts';
import { splitSentences } from '../sentences.ts';
import { findQuotationSpans, maskQuotations, type QuotationSpan } from './quotation-spans.ts';

/** A sentence, or several that one quotation holds together; `start` and `end` are places in the paragraph's text. */
export type Passage = {
  paragraph: number;
  start: number;
  end: number;
  text: string;
  /** The text with its quotations masked, position by position. */
  masked: string;
  /** Places within the passage. */
  spans: readonly QuotationSpan[];
};

/** The article's passages in order; inter-titles and lines that are no sentence (an agency's name) are left out. */
export function collectPassages(article: Article): readonly Passage[] {
  const passages: Passage[] = [];
  let open = false;
  for (const block of article.body) {
    if (block.kind === 'heading') continue;
    const found = findQuotationSpans(block.text, open);
    open = found.opensNext;
    passages.push(...cutParagraph(block.n, block.text, found.spans, article.language));
  }
  return passages;
}

function cutParagraph(
  paragraph: number,
  text: string,
  spans: readonly QuotationSpan[],
  language: string,
): readonly Passage[] {
  const passages: Passage[] = [];
  let start: number | undefined;
  let searched = 0;
  for (const { at, end } of cutSentences(text, spans, language)) {
    start ??= at;
    searched = end;
    if (spans.some((span) => span.start < end && end < span.end)) continue;
    passages.push(passageOf({ paragraph, text, spans, start, end }));
    start = undefined;
  }
  if (start !== undefined) passages.push(passageOf({ paragraph, text, spans, start, end: searched }));
  return passages.filter(
    (passage) => (passage.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) > 2 || passage.spans.length > 0,
  );
}

/** Sentences as places. A quotation set right behind a stop or a word ("fin.«Suite") begins a sentence of its own. */
function cutSentences(
  text: string,
  spans: readonly QuotationSpan[],
  language: string,
): readonly { at: number; end: number }[] {
  const glued = spans
    .map((span) => span.start)
    .filter((at) => /[\p{L}.!?…]$/u.test(text.slice(0, at)) && /^.\s*\p{Lu}/u.test(text.slice(at)));
  const sentences: { at: number; end: number }[] = [];
  let searched = 0;
  for (const sentence of splitSentences(text, language)) {
    const at = text.indexOf(sentence, searched);
    searched = at + sentence.length;
    const cuts = [at, ...glued.filter((cut) => at < cut && cut < searched), searched];
    for (let i = 1; i < cuts.length; i++) sentences.push({ at: cuts[i - 1] ?? 0, end: cuts[i] ?? 0 });
  }
  return sentences;
}

function passageOf(cut: {
  paragraph: number;
  text: string;
  spans: readonly QuotationSpan[];
  start: number;
  end: number;
}): Passage {
  const { paragraph, start, end } = cut;
  const text = cut.text.slice(start, end);
  const spans = cut.spans
    .filter((span) => span.start < end && span.end > start)
    .map((span) => ({ ...span, start: Math.max(span.start - start, 0), end: Math.min(span.end, end) - start }));
  return { paragraph, start, end, text, masked: maskQuotations(text, spans), spans };
}
