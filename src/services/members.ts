/** What a member chose: the language to read in. */
export type Members = {
  findLanguage(userId: string): Promise<string | undefined>;
  chooseLanguage(userId: string, language: string): Promise<void>;
};
