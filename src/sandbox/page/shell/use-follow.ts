import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PageMessage } from '../../page-protocol.ts';
import type { PageState } from '../state.ts';

/** So near its end a log counts as being at its end, CSS pixels. */
const NEAR_PX = 48;

/**
 * Keeps the newest message in view: whole where it fits, from its top where it does not. An answer to the visitor is
 * shown wherever they are; other news only to who reads the end.
 */
export function useFollow(state: PageState, messages: readonly PageMessage[]): { current: HTMLDivElement | null } {
  const log = useRef<HTMLDivElement | null>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
    isAtEnd.current = true;
  }, [state.channelId, state.actor]);
  useLayoutEffect(() => {
    const touched = messages.find(({ id }) => id === state.touched?.id);
    if (!log.current || !touched) return;
    const isOwn = touched.usedBy?.actor === state.actor;
    const isNewest = touched === messages.at(-1);
    if ((isNewest && isAtEnd.current) || isOwn) showWhole(log.current, touched.id);
  }, [state.touched]);
  useEffect(() => followSize(log.current, isAtEnd), []);
  return log;
}

function showWhole(log: HTMLElement, id: string): void {
  const item = [...log.querySelectorAll('[data-row]')].find((one) => one.getAttribute('data-row') === id);
  if (!item) return;
  const room = log.getBoundingClientRect();
  const box = item.getBoundingClientRect();
  const isTall = box.height > room.height;
  if (isTall || box.top < room.top) log.scrollTop += box.top - room.top;
  else if (box.bottom > room.bottom) log.scrollTop += box.bottom - room.bottom;
}

/** When the composer grows or the window turns, who read the end still does. */
function followSize(log: HTMLElement | null, isAtEnd: { current: boolean }): () => void {
  if (!log) return () => undefined;
  const onScroll = () => {
    isAtEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
  };
  const observer = new ResizeObserver(() => {
    if (isAtEnd.current) log.scrollTop = log.scrollHeight;
  });
  observer.observe(log);
  log.addEventListener('scroll', onScroll, { passive: true });
  return () => {
    observer.disconnect();
    log.removeEventListener('scroll', onScroll);
  };
}
