import { useState } from 'preact/hooks';
import { MessageLog } from './shell/message-log.tsx';
import { ChannelHeader } from './shell/channel-header.tsx';
import { ChannelList } from './shell/channel-list.tsx';
import { Composer } from './shell/composer.tsx';
import { Drawer } from './shell/drawer.tsx';
import { listLeaves } from './shell/leaves.ts';
import { ModalDialog } from './shell/modal-dialog.tsx';
import { Panel } from './shell/panel.tsx';
import { TourView } from './shell/tour-view.tsx';
import { type Desk, useDesk } from './shell/use-desk.ts';
import { useNarrow } from './shell/use-narrow.ts';
import { useTour } from './shell/use-tour.ts';
import { localeOf, visibleChannels } from './state.ts';

/** The whole page. */
export function App() {
  const desk = useDesk();
  const tour = useTour(desk);
  const isNarrow = useNarrow();
  const [drawer, setDrawer] = useState<'channels' | 'panel' | null>(null);
  const { state } = desk;
  const channel = state.channels.find(({ id }) => id === state.channelId);
  const close = () => setDrawer(null);
  const channels = (
    <ChannelList
      state={state}
      onOpen={(channelId) => {
        desk.dispatch({ kind: 'open-channel', channelId });
        close();
      }}
    />
  );
  const panel = (
    <Panel
      desk={desk}
      onTour={() => {
        tour.reopen();
        close();
      }}
    />
  );
  return (
    <div class="app">
      {isNarrow ? (
        <Drawer label="Channels" side="left" isOpen={drawer === 'channels'} onClose={close}>
          {channels}
        </Drawer>
      ) : (
        channels
      )}
      <main class="middle">
        <ChannelHeader state={state} channel={channel} isNarrow={isNarrow} onDrawer={setDrawer} />
        <MessageLog desk={desk} channelName={channel?.name ?? ''} />
        <div class="bottom">
          {tour.tour.isOpen && <TourView tour={tour} isReady={state.connection === 'open' && state.bot === 'ready'} />}
          <CommandLine desk={desk} />
        </div>
      </main>
      {isNarrow ? (
        <Drawer label="Your panel" side="right" isOpen={drawer === 'panel'} onClose={close}>
          {panel}
        </Drawer>
      ) : (
        panel
      )}
      {desk.modal && <ModalDialog desk={desk} modal={desk.modal} />}
    </div>
  );
}

/** The composer of the open channel, with what the visitor may type there. */
function CommandLine({ desk }: { desk: Desk }) {
  const { state } = desk;
  const channels = visibleChannels(state);
  return (
    <Composer
      leaves={listLeaves(state.commands, state.actor, localeOf(state))}
      channels={channels}
      label={`Command in #${channels.find(({ id }) => id === state.channelId)?.name ?? ''}`}
      send={desk.sendCommand}
      complete={desk.complete}
      sendFile={desk.sendFile}
    />
  );
}
