import type { AddPace } from './add-pace.ts';
import type { Adding } from './adding.ts';
import type { Answers } from './answers/answers.ts';
import type { Articles } from './articles.ts';
import type { Digests } from './digests/digests.ts';
import type { Contests } from './contests.ts';
import type { Doctor } from './doctor/doctor.ts';
import type { Guide } from './onboarding/guide.ts';
import type { Glossary } from './glossary.ts';
import type { Feeds } from './feeds/feeds.ts';
import type { Keeping } from './keeping.ts';
import type { Members } from './members.ts';
import type { ShortTranslations } from './short-translations.ts';
import type { Shown } from './shown.ts';
import type { Progress } from './shared-texts-progress.ts';
import type { Passages } from './side-by-side.ts';
import type { Settings } from './settings.ts';
import type { Sources } from './sources.ts';
import type { Spending } from './spending.ts';
import type { Summaries } from './summaries.ts';
import type { Translations } from './translations.ts';
import type { Voices } from './voices/voices.ts';

/** The newsroom as commands see it. */
export type Services = {
  articles: Articles;
  summaries: Summaries;
  translations: Translations;
  /** Messages that a member points at, in another language. */
  shortTranslations: ShortTranslations;
  /** Who says what in an article. */
  voices: Voices;
  /** Answers made of cited sentences. */
  answers: Answers;
  /** Original passages beside the same in the reader's language. */
  passages: Passages;
  /** Servers' own translations of terms. */
  glossary: Glossary;
  progress: Progress;
  members: Members;
  /** What channels showed last. */
  shown: Shown;
  digests: Digests;
  /** Digests that are set up step by step. */
  guide: Guide;
  /** What servers follow; polled beside it. */
  feeds: Feeds;
  /** Storing one article that a member points at. */
  adding: Adding;
  /** What keeps a server's news from being flooded by hand. */
  addPace: AddPace;
  /** Removing articles, and what is left of those that are gone. */
  keeping: Keeping;
  /** What members say against outlets' cards. */
  contests: Contests;
  /** What works, what does not, and how to mend it. */
  doctor: Doctor;
  /** What servers chose. */
  settings: Settings;
  /** What servers do with outlets that a state controls. */
  sources: Sources;
  /** What the model costs, and what is left of the caps. */
  spending: Spending;
  /** BCP 47 tags that members may ask for (LANGUAGES). */
  languages: readonly string[];
  /** The configured model's name; undefined without a model. */
  model: string | undefined;
};
