/** What a text says of its own language. */
export type Detected = {
  /** BCP 47; null where nothing tells one from another: numbers, a name. */
  language: string | null;
  /** 0 to 1: how far it lies before the next language. */
  confidence: number;
  /** Long and clear enough to be believed against a declaration. */
  isSure: boolean;
};
