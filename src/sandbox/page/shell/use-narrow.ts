import { useEffect, useState } from 'preact/hooks';

/** The same width as in shell.css. */
const NARROW = '(max-width: 899px)';

/** Whether the sides are drawers; follows the window. */
export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const follow = () => setNarrow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return isNarrow;
}
