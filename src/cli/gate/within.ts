import { Script } from 'node:vm'

const place = Symbol.for('plumbline.gate.work')
const script = new Script(`globalThis[Symbol.for('plumbline.gate.work')]()`)

/**
 * Runs work that might never end, and throws once it has taken too long. A timer would not ring while the work keeps
 * the thread; the engine's own watchdog stops it wherever it is.
 */
export function within<Result>(milliseconds: number, work: () => Result): Result {
  const results: Result[] = []
  Reflect.set(globalThis, place, () => {
    results.push(work())
  })
  try {
    script.runInThisContext({ timeout: milliseconds })
  } finally {
    Reflect.deleteProperty(globalThis, place)
  }
  const [result] = results
  if (result === undefined) throw new Error('the work gave nothing')
  return result
}
