import type { ClockState, Deed } from '../../page-protocol.ts';
import { writeClock, writeDue, writeWait } from './moments.ts';
import { type Control, PanelButton, PanelSection } from './panel-section.tsx';
import { useNow } from './use-now.ts';

const HOUR_MS = 3_600_000;

const MOVES: readonly (readonly [label: string, deed: Deed])[] = [
  ['To the next digest', { do: 'to-next-digest' }],
  ['+1 hour', { do: 'move-clock', ms: HOUR_MS }],
  ['+1 day', { do: 'move-clock', ms: 24 * HOUR_MS }],
  ['Spring clock change', { do: 'to-clock-change', which: 'spring' }],
  ['Autumn clock change', { do: 'to-clock-change', which: 'autumn' }],
];

/** The clock of the sandbox and the bot, and the ways to move it on. */
export function PanelClock({ clock, control }: { clock: ClockState; control: Control }) {
  const now = useNow(clock.offsetMs, 1000);
  const { nextDigestAt } = clock;
  return (
    <PanelSection title="Clock">
      <dl class="panel-facts">
        <dt>Now in Paris</dt>
        <dd>
          <time dateTime={new Date(now).toISOString()}>{writeClock(now)}</time>
        </dd>
        <dt>Next digest</dt>
        <dd>
          {nextDigestAt === null ? (
            'none is set up'
          ) : (
            <time dateTime={new Date(nextDigestAt).toISOString()}>
              {writeDue(nextDigestAt)}, {writeWait(nextDigestAt - now)}
            </time>
          )}
        </dd>
      </dl>
      <div class="panel-buttons" role="group" aria-label="Move the clock">
        {MOVES.map(([label, deed]) => (
          <PanelButton
            key={label}
            label={label}
            isBusy={control.busy === label}
            onPress={() => control.run(label, deed)}
          />
        ))}
      </div>
    </PanelSection>
  );
}
