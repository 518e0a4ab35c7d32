import { useEffect, useState } from 'preact/hooks';

/** The simulated time, epoch milliseconds, anew every `everyMs` and at once when the clock is moved. */
export function useNow(offsetMs: number, everyMs: number): number {
  const [machineNow, setMachineNow] = useState(() => Date.now());
  useEffect(() => {
    setMachineNow(Date.now());
    const timer = setInterval(() => setMachineNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [offsetMs, everyMs]);
  return machineNow + offsetMs;
}
