import { useState } from 'preact/hooks';
import type { Deed } from '../../page-protocol.ts';
import { PanelBreakages } from './panel-breakages.tsx';
import { PanelClock } from './panel-clock.tsx';
import type { Control } from './panel-section.tsx';
import { PanelVisitor } from './panel-visitor.tsx';
import { PanelWire } from './panel-wire.tsx';
import type { Desk } from './use-desk.ts';

/** Everything that the visitor can turn, and what happened on the wire. */
export function Panel({ desk, onTour }: { desk: Desk; onTour: () => void }) {
  const { state } = desk;
  const [busy, setBusy] = useState('');
  const [fault, setFault] = useState('');
  const during = async (name: string, deed: Deed) => {
    setBusy(name);
    setFault('');
    setFault((await desk.act(deed)) ?? '');
    setBusy('');
  };
  const control: Control = {
    busy,
    run(name, deed) {
      if (busy === '') void during(name, deed);
    },
  };
  return (
    <aside class="panel" aria-label="Your panel">
      <p class="fault panel-fault" role="alert">
        {fault}
      </p>
      <PanelVisitor desk={desk} control={control} onTour={onTour} />
      <PanelClock clock={state.clock} control={control} />
      <PanelWire lines={state.wire} />
      <PanelBreakages state={state} control={control} />
    </aside>
  );
}
