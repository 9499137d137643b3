/**
 * Does something from time to time until it is told to stop; one round is over before the next begins, and a fault ends none but its
 * own. `pause`: milliseconds between two rounds. A round that takes long asks whether it is still wanted.
 */
export function repeat(
  round: (isStopped: () => boolean) => Promise<void>,
  onFault: (message: string) => void,
  pause: number,
): () => void {
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  const again = (): void => {
    timer = setTimeout(async () => {
      try {
        await round(() => isStopped)
      } catch (error) {
        // After the stop the store may be closed: what breaks then is nobody's concern.
        if (!isStopped) onFault(error instanceof Error ? error.message : String(error))
      }
      if (!isStopped) again()
    }, pause)
    timer.unref()
  }
  again()
  return () => {
    isStopped = true
    if (timer !== null) clearTimeout(timer)
  }
}
