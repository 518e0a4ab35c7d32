import type { Evidence } from '../summaries-text.ts';

/**
 * `direct`: what was said stands in quotation marks. `reported`: it is told in the outlet's words, at times with quoted words
 * inside. `outlet`: nobody is named for it; the outlet asserts it.
 */
export type VoiceKind = 'direct' | 'reported' | 'outlet';

export type Voice = {
  kind: VoiceKind;
  /** The name that the words lead to; null for the outlet's own words, and where nobody can be named. */
  speaker: string | null;
  /** How that very passage names the speaker, where it is another word ("il", "le ministre"); null otherwise. */
  namedAs: string | null;
  /** Who passed it on: "reported by the paper, citing the ministry". */
  via: string | null;
  /** What is claimed: the passage itself without a model; a model's sentence in the reader's language. */
  claim: string;
  /** The speaker's own words, verbatim, without their marks. */
  quotations: readonly string[];
  /** The passage, verbatim, in the article's language. */
  evidence: Evidence;
  /** Marks a model's claim that code could not confirm. */
  toCheck?: true;
};
