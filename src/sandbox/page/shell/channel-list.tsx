import { type PageState, visibleChannels } from '../state.ts';

/** The channels that the actor sees, with a mark where something is new. */
export function ChannelList({ state, onOpen }: { state: PageState; onOpen: (channelId: string) => void }) {
  return (
    <nav class="channels" aria-label="Channels">
      <p class="channels-guild">{state.guildName || 'Kiosque sandbox'}</p>
      <ul class="channels-list">
        {visibleChannels(state).map(({ id, name, kind }) => {
          const isUnread = state.unread.includes(id);
          return (
            <li key={id}>
              <button
                type="button"
                class="channel"
                data-unread={isUnread}
                aria-current={id === state.channelId ? 'page' : undefined}
                onClick={() => onOpen(id)}
              >
                <span class="channel-mark" aria-hidden="true">
                  #
                </span>
                <span class="channel-name">{name}</span>
                {kind === 'announcement' && name !== 'announcements' && <span class="channel-kind">announcements</span>}
                {(kind === 'forum' || kind === 'thread') && name !== kind && <span class="channel-kind">{kind}</span>}
                {isUnread && <span class="channel-new">new</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
