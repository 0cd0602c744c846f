import type { Worker } from "node:worker_threads";

/** Where other programs take the processor, a thread gets less of it than a clock shows: it may take so many times as long. */
const PATIENCE = 10;

/**
 * Ends a thread when it has worked for too long, by its own processor time: a busy machine is no fault of a document.
 *
 * @param milliseconds what it may take, from now on
 * @returns stops limiting it
 */
export function limitWork(worker: Worker, milliseconds: number): () => void {
  let isStopped = false;
  const end = () => void worker.terminate();
  const last = setTimeout(end, milliseconds * PATIENCE);
  const before = used(worker);
  let next: NodeJS.Timeout;
  const look = async () => {
    const left = milliseconds - ((await used(worker)) - (await before));
    if (isStopped) return;
    if (left > 0) next = setTimeout(() => void look(), left);
    else end();
  };
  next = setTimeout(() => void look(), milliseconds);
  return () => {
    isStopped = true;
    clearTimeout(last);
    clearTimeout(next);
  };
}

/** A thread's processor time in milliseconds; of one that ended, more than any limit. */
async function used(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1000;
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}
