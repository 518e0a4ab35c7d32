import type { BotState, BreakageName, StandInState } from '../../page-protocol.ts';
import type { PageState } from '../state.ts';
import { type Control, PanelButton, PanelSection } from './panel-section.tsx';

const MODES: readonly (readonly [mode: StandInState['mode'], words: string])[] = [
  ['off', 'Off: no model'],
  ['honest', 'Honest'],
  ['slow', 'Slow'],
  ['down', 'Down'],
  ['lying', 'Lying: invents quotations'],
  ['wrong-number', 'Wrong number'],
];

const BREAKAGES: readonly (readonly [what: BreakageName, words: string])[] = [
  ['discord-500', 'Discord answers the next post with error 500'],
  ['discord-429', 'Discord says “slow down” (429) to the next post'],
  ['discord-no-answer', 'Discord takes the next post and never answers'],
  ['no-permission', 'The bot may no longer write in #news'],
];

const KILL: Readonly<Record<BotState, string>> = {
  ready: 'Kill the bot (it starts again)',
  starting: 'The bot is starting…',
  stopped: 'Start the bot again',
};

/** What the visitor can break, to see what the bot does about it. */
export function PanelBreakages({ state, control }: { state: PageState; control: Control }) {
  const { standIn, breakages, bot } = state;
  return (
    <PanelSection title="Break something">
      <StandInChoice standIn={standIn} control={control} />
      <fieldset class="panel-group">
        <legend class="panel-label">Discord</legend>
        {BREAKAGES.map(([what, words]) => (
          <label class="panel-choice" key={what}>
            <input
              type="checkbox"
              checked={breakages.includes(what)}
              onChange={({ currentTarget }) => control.run(what, { do: 'break', what, on: currentTarget.checked })}
            />
            <span>{words}</span>
          </label>
        ))}
      </fieldset>
      <PanelButton
        label={KILL[bot]}
        tone="danger"
        isBusy={control.busy === 'kill'}
        onPress={() => control.run('kill', { do: 'kill' })}
      />
    </PanelSection>
  );
}

function StandInChoice({ standIn, control }: { standIn: StandInState; control: Control }) {
  return (
    <label class="panel-field">
      <span class="panel-label">Stand-in for a language model</span>
      <select
        class="panel-select"
        value={standIn.mode}
        aria-describedby="stand-in-note"
        onChange={({ currentTarget }) => {
          const chosen = MODES.find(([mode]) => mode === currentTarget.value);
          if (chosen) control.run('stand-in', { do: 'stand-in', mode: chosen[0] });
        }}
      >
        {MODES.map(([mode, words]) => (
          <option key={mode} value={mode}>
            {words}
          </option>
        ))}
      </select>
      <span class="panel-soft" id="stand-in-note">
        {describeStandIn(standIn, control.busy === 'stand-in')}
      </span>
    </label>
  );
}

function describeStandIn({ mode, requests }: StandInState, isBusy: boolean): string {
  if (isBusy) return 'Switching; the bot may start again…';
  if (mode === 'off') return 'A program with fixed answers, not a language model.';
  return `A program with fixed answers, not a language model. Asked ${requests} ${requests === 1 ? 'time' : 'times'}.`;
}
