/** What a member who settles a slot says of it. */
export type Settling = 'there' | 'send';

/**
 * What became of it. 'posted': it counts as posted now. 'sending': it is on its way again. 'already': the slot was
 * settled before, or has another outcome. 'unknown': there is no such slot, or its digest was removed.
 */
export type Settled = { kind: 'posted' | 'sending' | 'already' | 'unknown' };
