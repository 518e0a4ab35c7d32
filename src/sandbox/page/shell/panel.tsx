import { useState } from 'preact/hooks';
import type { Deed } from '../../page-protocol.ts';
import { PanelBreakages } from './panel-breakages.tsx';
import { PanelClock } from './panel-clock.tsx';
import { PanelVisitor } from './panel-visitor.tsx';
import { PanelWire } from './panel-wire.tsx';
import type { Desk } from './use-desk.ts';

/** Does one thing at a time; `busy` is the name of the one under way. */
export type Control = { busy: string; run: (name: string, deed: Deed) => void };

/** Everything that the visitor can turn, and what happened on the wire. */
export function Panel({ desk, onTour }: { desk: Desk; onTour: () => void }) {
  const { state } = desk;
  const [busy, setBusy] = useState('');
  const [fault, setFault] = useState('');
  const control: Control = {
    busy,
    run(name, deed) {
      if (busy !== '') return;
      setBusy(name);
      setFault('');
      void desk.act(deed).then((refusal) => {
        setFault(refusal ?? '');
        setBusy('');
      });
    },
  };
  return (
    <aside class="panel" aria-label="Your panel">
      <p class="fault panel-fault" role="alert">
        {fault}
      </p>
      <PanelVisitor desk={desk} control={control} onTour={onTour} />
      <PanelClock clock={state.clock} control={control} />
      <PanelBreakages state={state} control={control} />
      <PanelWire lines={state.wire} />
    </aside>
  );
}
