import type { PageChannel } from '../../page-protocol.ts';
import type { PageState } from '../state.ts';

/** The open channel, and how the bot is. On a narrow window also the way to both sides. */
export function ChannelHeader(props: {
  state: PageState;
  channel: PageChannel | undefined;
  isNarrow: boolean;
  onDrawer: (drawer: 'channels' | 'panel') => void;
}) {
  const { state, channel, isNarrow, onDrawer } = props;
  const { tone, words } = describeConnection(state);
  return (
    <div class="header">
      {isNarrow && (
        <button type="button" class="quiet-button" onClick={() => onDrawer('channels')}>
          Channels{state.unread.length > 0 && <span class="header-new"> ·&nbsp;new</span>}
        </button>
      )}
      <h1 class="header-title">
        {channel ? `#${channel.name}` : 'Kiosque sandbox'}
        <span class="visually-hidden">, Kiosque sandbox</span>
      </h1>
      <p class="header-bot" data-tone={tone} role="status">
        {words}
      </p>
      {isNarrow && (
        <button type="button" class="quiet-button" onClick={() => onDrawer('panel')}>
          Panel
        </button>
      )}
    </div>
  );
}

function describeConnection({ connection, bot }: PageState): { tone: 'good' | 'quiet' | 'bad'; words: string } {
  if (connection === 'connecting') return { tone: 'quiet', words: 'Connecting…' };
  if (connection === 'away') return { tone: 'bad', words: 'Reconnecting…' };
  if (bot === 'starting') return { tone: 'quiet', words: 'Bot starting…' };
  return bot === 'ready' ? { tone: 'good', words: 'Bot ready' } : { tone: 'bad', words: 'Bot stopped' };
}
