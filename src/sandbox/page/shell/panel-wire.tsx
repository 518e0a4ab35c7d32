import type { WireLine } from '../../page-protocol.ts';
import { writeSecond } from './moments.ts';
import { PanelSection } from './panel-section.tsx';

/** So many lines are shown. */
const MAX_SHOWN = 60;

/** What the bot and Discord said to each other, newest first. */
export function PanelWire({ lines }: { lines: readonly WireLine[] }) {
  const shown = lines.slice(-MAX_SHOWN).map((line, index) => ({ line, key: lines.length - index }));
  return (
    <PanelSection title="What just happened">
      {shown.length === 0 && <p class="panel-soft">Nothing has crossed the wire yet.</p>}
      <ol class="wire" tabIndex={0} aria-label="Newest first">
        {shown.toReversed().map(({ line, key }) => (
          <li key={key} class="wire-line" data-direction={line.direction}>
            <span class="wire-words">{line.words}</span>
            <span class="wire-foot">
              <time dateTime={new Date(line.at).toISOString()}>{writeSecond(line.at)}</time>
              <span class="wire-kind" data-kind={line.kind}>
                {line.kind}
                {line.result !== '' && `: ${line.result}`}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </PanelSection>
  );
}
