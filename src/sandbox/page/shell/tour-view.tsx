import { useEffect, useRef } from 'preact/hooks';
import { STEPS } from './tour.ts';
import type { TourHands } from './use-tour.ts';

/** Six suggestions above the composer, one press each, and the press that brings the digest. */
export function TourView({ tour: hands, isReady }: { tour: TourHands; isReady: boolean }) {
  const { tour, busy, fault } = hands;
  const list = useNextInView(tour.done.length);
  return (
    <section class="tour" aria-labelledby="tour-title">
      <div class="tour-head">
        <h2 id="tour-title" class="tour-title">
          Try it: one press each
        </h2>
        <button type="button" class="quiet-button" onClick={hands.close}>
          Close<span class="visually-hidden"> the suggestions</span>
        </button>
      </div>
      <ol class="tour-steps" ref={list}>
        {STEPS.map(({ id, label }) => (
          <li key={id}>
            <button
              type="button"
              class="tour-step"
              aria-busy={busy === id}
              aria-disabled={!isReady || busy !== null}
              data-done={tour.done.includes(id)}
              onClick={() => isReady && void hands.run(id)}
            >
              {label}
              {tour.done.includes(id) && <span class="tour-done">done</span>}
            </button>
          </li>
        ))}
      </ol>
      {tour.done.includes('post') && <NextDigest hands={hands} isReady={isReady} />}
      <p class="fault" role="alert">
        {fault}
      </p>
    </section>
  );
}

/** The last press: the clock goes to the hour that the digest is due. */
function NextDigest({ hands, isReady }: { hands: TourHands; isReady: boolean }) {
  return (
    <div class="tour-next">
      <p class="tour-note" role="status">
        {hands.isDelivered
          ? 'The clock stood at 08:00, and the digest came to #news once. Tomorrow’s is next.'
          : 'You are the manager now. Each day at 08:00 in Paris, #news gets the digest.'}
      </p>
      <button
        type="button"
        class="main-button"
        aria-busy={hands.busy === 'clock'}
        aria-disabled={!isReady}
        onClick={() => isReady && void hands.toNextDigest()}
      >
        Move the clock to the next digest
      </button>
    </div>
  );
}

/** Where the steps stand in one row, the next one to press comes into view. */
function useNextInView(countDone: number) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const row = list.current;
    const next = row?.querySelector('[data-done="false"]');
    if (row && next) row.scrollLeft += next.getBoundingClientRect().left - row.getBoundingClientRect().left - 8;
  }, [countDone]);
  return list;
}
