import { useState } from 'preact/hooks';
import { localeOf } from '../state.ts';
import { LANGUAGES } from './languages.ts';
import { writtenLocales } from './leaves.ts';
import { type Control, PanelSection } from './panel-section.tsx';
import { applyTheme, readTheme, THEMES } from './theme.ts';
import type { Desk } from './use-desk.ts';

const ROLES = {
  manager: 'Managers may set up digests, and see #staff.',
  member: 'Members read; commands that need Manage Server are hidden from them.',
} as const;

/** Who the visitor is, in which language, and how the page looks. */
export function PanelVisitor({ desk, control, onTour }: { desk: Desk; control: Control; onTour: () => void }) {
  const { state, dispatch } = desk;
  return (
    <PanelSection title="You">
      <fieldset class="panel-group">
        <legend class="panel-label">I am</legend>
        <div class="panel-row">
          {state.actors.map(({ actor, name }) => (
            <label class="panel-choice" key={actor}>
              <input
                type="radio"
                name="actor"
                checked={actor === state.actor}
                onChange={() => dispatch({ kind: 'become', actor })}
              />
              <span>{name}</span>
            </label>
          ))}
        </div>
        <p class="panel-soft">{ROLES[state.actor]}</p>
      </fieldset>
      <LanguageChoice desk={desk} control={control} />
      <ThemeChoice />
      <button type="button" class="quiet-button panel-tour" onClick={onTour}>
        Show the suggestions again
      </button>
    </PanelSection>
  );
}

function LanguageChoice({ desk, control }: { desk: Desk; control: Control }) {
  const { state } = desk;
  const written = writtenLocales(state.commands);
  const group = (isWritten: boolean) =>
    LANGUAGES.filter(([locale]) => written.has(locale) === isWritten).map(([locale, name]) => (
      <option key={locale} value={locale}>
        {name}
      </option>
    ));
  return (
    <label class="panel-field">
      <span class="panel-label">My Discord’s language</span>
      <select
        class="panel-select"
        value={localeOf(state)}
        onChange={({ currentTarget }) =>
          control.run('locale', { do: 'locale', actor: state.actor, locale: currentTarget.value })
        }
      >
        <optgroup label="The bot writes these">{group(true)}</optgroup>
        <optgroup label="The bot answers these in English">{group(false)}</optgroup>
      </select>
    </label>
  );
}

function ThemeChoice() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <fieldset class="panel-group">
      <legend class="panel-label">Colors</legend>
      <div class="panel-row">
        {THEMES.map((one) => (
          <label class="panel-choice" key={one}>
            <input
              type="radio"
              name="theme"
              checked={one === theme}
              onChange={() => {
                applyTheme(one);
                setTheme(one);
              }}
            />
            <span>{one}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
