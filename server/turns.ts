/**
 * Lets work begin one after the other, and each only once everything else that is waiting was looked at: a verdict is milliseconds of
 * computing, and the system lets one new connection in between two looks (libuv). Were all that was read at once begun at once,
 * new callers and those who ask for the server's health would wait for all of it.
 */
export function turns(): () => Promise<void> {
  const waiting: (() => void)[] = []
  const next = (): void => {
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(next)
  }
  return () =>
    new Promise((begin) => {
      if (waiting.push(begin) === 1) setImmediate(next)
    })
}
