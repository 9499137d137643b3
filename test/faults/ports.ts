import { vi } from 'vitest'

/** Ways in which a part can fail its caller. */
export const misdeeds = [
  'throws',
  'rejects',
  'fails after its work',
  'hangs',
  'gives undefined',
  'gives null',
  'gives NaN',
  'gives a text',
  'gives an empty object',
] as const
export type Misdeed = (typeof misdeeds)[number]

const junk: Partial<Record<Misdeed, unknown>> = {
  'gives undefined': undefined,
  'gives null': null,
  'gives NaN': Number.NaN,
  'gives a text': 'nonsense',
  'gives an empty object': {},
}

interface Run {
  /** The calls of parts that were made, by name. */
  readonly calls: string[]
  readonly at: number
  readonly how: Misdeed
}

let run: Run | null = null

/** Parts that were seen to answer later: only they can reject or hang. */
const later = new Set<string>()

/** Does work while the n-th call of any part fails in one way (none where n is 0); tells which calls there were. */
export async function whileFailing<Result>(
  at: number,
  how: Misdeed,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly calls: readonly string[] }> {
  const mine: Run = { calls: [], at, how }
  run = mine
  try {
    const result = await work()
    return { result, calls: [...mine.calls] }
  } finally {
    run = null
  }
}

/** One call of a part, as the run of this moment lets it go. */
function step(name: string, work: () => unknown): unknown {
  if (run === null) return work()
  const { at, how, calls } = run
  if (isLate(how) && !later.has(name) && at > 0) return work()
  calls.push(name)
  if (calls.length === at) return misdeed(name, how, work)
  const done = work()
  if (done instanceof Promise) later.add(name)
  return done
}

const isLate = (how: Misdeed): boolean => how === 'rejects' || how === 'hangs'

function misdeed(name: string, how: Misdeed, work: () => unknown): unknown {
  const fault = new Error(`${name} was made to fail`)
  if (how === 'throws') throw fault
  if (how === 'hangs') return hanging()
  if (how === 'rejects') return Promise.reject(fault)
  const done = work()
  const wrong = (): unknown => {
    if (how === 'fails after its work') throw fault
    return junk[how]
  }
  return done instanceof Promise ? done.then(wrong) : wrong()
}

/** Longer than anybody waits for a part. */
const long = 60_000

/** What never comes, once nobody waits for anything else: the clock of those who wait for it runs ahead, so that the test need not wait. */
function hanging(): Promise<never> {
  setImmediate(() => setImmediate(() => vi.advanceTimersByTime(long)))
  return new Promise(() => undefined)
}

/** The same thing, its functions and those of its parts under watch. */
export function port<Thing extends object>(name: string, thing: Thing): Thing {
  return new Proxy(thing, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver)
      const path = `${name}.${String(property)}`
      if (typeof value === 'function')
        return (...given: unknown[]) =>
          step(path, () => Reflect.apply(value, target, given.map(lent(path))))
      const isPart = value !== null && typeof value === 'object' && !Array.isArray(value)
      return isPart && name.split('.').length < 2 ? port(path, value) : value
    },
  })
}

/** What a part lends to work that it is given is a part like itself: the ledger of a transaction. */
const lent =
  (path: string) =>
  (given: unknown): unknown =>
    typeof given === 'function' && path === 'store.atomically'
      ? (ledger: object) => given(port('ledger', ledger))
      : given

/** A module's functions under watch; everything else in it as it is. */
export const watched = <Module extends object>(name: string, module: Module): Module =>
  Object.fromEntries(
    Object.entries(module).map(([key, value]) => [
      key,
      typeof value === 'function'
        ? (...given: unknown[]) => step(`${name}.${key}`, () => value(...given))
        : value,
    ]),
  ) as Module
