import { useState } from 'preact/hooks';
import type { Actor } from '../../contract.ts';
import { visibleMessages } from '../state.ts';
import { readStored, writeStored } from './stored.ts';
import { findEvidence, markDone, NEW_TOUR, readTour, type StepId, type Tour } from './tour.ts';
import type { Desk } from './use-desk.ts';

export type TourHands = {
  tour: Tour;
  /** The step that is running. */
  busy: StepId | 'clock' | null;
  fault: string;
  /** Whether the clock was moved to the digest on this visit. */
  isDelivered: boolean;
  run: (id: StepId) => Promise<void>;
  /** Shown once a digest is set up: the last press. */
  toNextDigest: () => Promise<void>;
  close: () => void;
  reopen: () => void;
};

const KEY = 'kiosque.tour';
const POST = '/digest create channel:#news time:08:00 timezone:Europe/Paris';

/** The first minute: each step is one real command or press. */
export function useTour(desk: Desk): TourHands {
  const [tour, setTour] = useState(() => readTour(readStored(KEY)));
  const [busy, setBusy] = useState<TourHands['busy']>(null);
  const [fault, setFault] = useState('');
  const [isDelivered, setDelivered] = useState(false);
  const keep = (next: Tour) => {
    setTour(next);
    writeStored(KEY, JSON.stringify(next));
  };
  const during = async (id: StepId | 'clock', work: () => Promise<string | null>) => {
    if (busy !== null) return false;
    setBusy(id);
    setFault('');
    const refusal = await work();
    setFault(refusal ?? '');
    setBusy(null);
    return refusal === null;
  };
  return {
    tour,
    busy,
    fault,
    isDelivered,
    async run(id) {
      if (await during(id, () => runStep(desk, id))) keep(markDone(tour, id));
    },
    async toNextDigest() {
      if (await during('clock', () => desk.act({ do: 'to-next-digest' }))) setDelivered(true);
    },
    close: () => keep({ ...tour, isOpen: false }),
    reopen: () => keep({ ...NEW_TOUR }),
  };
}

async function runStep(desk: Desk, id: StepId): Promise<string | null> {
  const { actor, channelId } = desk.state;
  const type = (text: string, as: Actor) => desk.act({ do: 'command', text, channelId, actor: as });
  switch (id) {
    case 'read':
      return type('/article', actor);
    case 'summarize':
      return type('/summary', actor);
    case 'evidence':
      return pressEvidence(desk);
    case 'translate':
      return type('/translate language:English', actor);
    case 'post':
      return postDigest(desk);
    case 'setup':
      desk.dispatch({ kind: 'become', actor: 'manager' });
      return type('/digest create', 'manager');
  }
}

/** Without a summary yet there is no such button: the summary comes first, and a second press opens it. */
async function pressEvidence(desk: Desk): Promise<string | null> {
  const found = findEvidence(visibleMessages(desk.state));
  if (!found) return 'First press “Summarize it”: the original words stand behind its Evidence button.';
  return desk.act({ do: 'press', ...found, actor: desk.state.actor });
}

/** Only who manages the server may set up a digest; then the channel that it comes to is shown. */
async function postDigest(desk: Desk): Promise<string | null> {
  desk.dispatch({ kind: 'become', actor: 'manager' });
  const { channelId, channels } = desk.state;
  const refusal = await desk.act({ do: 'command', text: POST, channelId, actor: 'manager' });
  const news = channels.find(({ name }) => name === 'news');
  if (refusal === null && news) desk.dispatch({ kind: 'open-channel', channelId: news.id });
  return refusal;
}
