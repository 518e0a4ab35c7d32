import { STEPS } from './tour.ts';
import type { TourHands } from './use-tour.ts';

/** Five suggestions above the composer, one press each, and the press that brings the digest. */
export function TourView({ tour: hands, isReady }: { tour: TourHands; isReady: boolean }) {
  const { tour, busy, fault } = hands;
  const isPosted = tour.done.includes('post');
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
      <ol class="tour-steps">
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
      {isPosted && (
        <div class="tour-next">
          <p class="tour-note">You are the manager now. Each day at 08:00 in Paris, #news gets the digest.</p>
          <button
            type="button"
            class="main-button"
            aria-busy={busy === 'clock'}
            onClick={() => isReady && void hands.toNextDigest()}
          >
            Move the clock to the next digest
          </button>
        </div>
      )}
      <p class="fault" role="alert">
        {fault}
      </p>
    </section>
  );
}
