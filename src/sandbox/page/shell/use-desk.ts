import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { Answer, Deed, PageModal } from '../../page-protocol.ts';
import { createSocket, type Socket } from '../socket.ts';
import { INITIAL_STATE, type PageAction, type PageState, reducePage } from '../state.ts';
import { isJson, readText } from './json.ts';
import type { Suggestion } from './matching.ts';

/** What every part of the page works with. */
export type Desk = {
  state: PageState;
  dispatch: (action: PageAction) => void;
  /** Gives the sentence of a refusal, else null. A form that the bot opens is shown. */
  act: (deed: Deed) => Promise<string | null>;
  sendCommand: (text: string) => Promise<string | null>;
  complete: (text: string) => Promise<readonly Suggestion[]>;
  sendFile: (file: File) => Promise<{ id: string } | { fault: string }>;
  modal: PageModal | null;
  closeModal: () => void;
};

const NOT_STARTED: Answer = { kind: 'refused', sentence: 'The page is still connecting.' };

/** Connects the page to the sandbox it came from. */
export function useDesk(): Desk {
  const [state, dispatch] = useReducer(reducePage, INITIAL_STATE);
  const [modal, setModal] = useState<PageModal | null>(null);
  const socket = useRef<Socket | null>(null);
  useEffect(() => {
    const opened = openSocket(dispatch);
    socket.current = opened;
    return () => opened.stop();
  }, []);
  const ask = useMemo(() => (deed: Deed) => socket.current?.ask(deed) ?? Promise.resolve(NOT_STARTED), []);
  const act = async (deed: Deed) => {
    const answer = await ask(deed);
    if (answer.kind === 'modal') setModal(answer.modal);
    return answer.kind === 'refused' ? answer.sentence : null;
  };
  const { actor, channelId } = state;
  return {
    state,
    dispatch,
    act,
    sendCommand: (text) => act({ do: 'command', text, channelId, actor }),
    async complete(text) {
      const answer = await ask({ do: 'complete', text, channelId, actor });
      if (answer.kind !== 'choices') return [];
      return answer.choices.map(({ name, value }) => ({ key: String(value), title: name, detail: '' }));
    },
    sendFile,
    modal,
    closeModal: () => setModal(null),
  };
}

/** By HTTP: a frame of the socket is small. */
async function sendFile(file: File): Promise<{ id: string } | { fault: string }> {
  try {
    const response = await fetch(`/page/files?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
    const said: unknown = await response.json();
    const id = isJson(said) ? readText(said, 'id') : undefined;
    if (id !== undefined && id !== '') return { id };
    return { fault: (isJson(said) ? readText(said, 'fault') : undefined) ?? 'The sandbox did not take the file.' };
  } catch {
    return { fault: 'The file did not reach the sandbox. Choose it again.' };
  }
}

function openSocket(dispatch: (action: PageAction) => void): Socket {
  const url = new URL('/page/socket', location.href);
  url.protocol = 'ws:';
  return createSocket({
    open({ onOpen, onFrame, onClose }) {
      const opened = new WebSocket(url);
      opened.addEventListener('open', onOpen);
      opened.addEventListener('message', ({ data }) => onFrame(data));
      opened.addEventListener('close', onClose);
      return { send: (text) => opened.send(text), close: () => opened.close() };
    },
    onPush: dispatch,
    onAway: () => dispatch({ kind: 'connection', connection: 'away' }),
    later(work, ms) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
}
