import type { ComponentChildren } from 'preact';
import type { Deed } from '../../page-protocol.ts';

/** Does one thing at a time; `busy` is the name of the one under way. */
export type Control = { busy: string; run: (name: string, deed: Deed) => void };

/** A part of the panel that folds. */
export function PanelSection({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details class="panel-section" open>
      <summary class="panel-summary">
        <h2 class="panel-title">{title}</h2>
      </summary>
      <div class="panel-body">{children}</div>
    </details>
  );
}

/** A button of the panel; it says when it is at work. */
export function PanelButton(props: {
  label: string;
  isBusy: boolean;
  tone?: 'danger';
  isPressed?: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      class="panel-button"
      data-tone={props.tone}
      aria-busy={props.isBusy}
      aria-pressed={props.isPressed}
      onClick={props.onPress}
    >
      {props.label}
    </button>
  );
}
