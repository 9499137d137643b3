import { setImmediate } from 'node:timers/promises'

/** Lets whoever else waits for this thread go first; throws the signal's reason where the work is not wanted any more. */
export const letOthersGoFirst = async (signal?: AbortSignal): Promise<void> => {
  signal?.throwIfAborted()
  await setImmediate()
  signal?.throwIfAborted()
}
