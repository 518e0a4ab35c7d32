import { useShared } from './message-context.ts';
import { formatMoment, isoMoment } from './moments.ts';

/** A moment of Discord's markdown in the reader's language and zone; the pointer shows it in full. */
export function MomentView({ seconds, style }: { seconds: number; style: string }) {
  const { locale, now } = useShared();
  const reading = { locale, now };
  const words = formatMoment(seconds * 1000, style, reading);
  const iso = isoMoment(seconds * 1000);
  if (words === null || iso === null) return <>{`<t:${seconds}:${style}>`}</>;
  return (
    <time class="md-moment" dateTime={iso} title={formatMoment(seconds * 1000, 'F', reading) ?? iso}>
      {words}
    </time>
  );
}
