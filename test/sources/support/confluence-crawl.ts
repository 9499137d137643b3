import type { Copy } from '../../../src/domain/crawl.ts'
import { politeFetch } from '../../../src/sources/fetching/polite-fetch.ts'
import { machineTools } from '../../../src/sources/fetching/tools.ts'
import { documentsFrom } from '../../../src/sources/index.ts'
import type { Handed, SourceEntry } from '../../../src/sources/source.ts'
import { account, type ConfluenceServer } from './confluence-server.ts'
import { rulesFor } from './rules.ts'
import { toolsWith } from './tools.ts'

/** Goes over a wiki once, with these copies of before (a stamp by path), and gives all that is handed over. */
export const crawl = async (
  server: Pick<ConfluenceServer, 'url'>,
  {
    entry = {},
    copies = new Map(),
    handed = [],
  }: {
    readonly entry?: Partial<SourceEntry>
    readonly copies?: ReadonlyMap<string, string>
    /** What is handed over, even where the crawl fails. */
    readonly handed?: Handed[]
  } = {},
): Promise<Handed[]> => {
  const doors: { close(): Promise<void> }[] = []
  // A clock that stands still but for what it sleeps: nobody waits for a server that is dead.
  let now = Date.parse('2026-06-01T00:00:00Z')
  const sleep = async (milliseconds: number): Promise<void> => {
    now += milliseconds
  }
  const machine = { ...machineTools('0.0.0'), now: () => now, random: () => 0.5, sleep }
  const tools = toolsWith({
    fetching: (door) => {
      const fetching = politeFetch(rulesFor(door, { concurrency: 4, timeout: 10_000 }), machine)
      doors.push(fetching)
      return fetching
    },
    copyOf: async (path): Promise<Copy | null> => {
      const stamp = copies.get(path)
      if (stamp === undefined) return null
      const visits = { count: 1, changes: 0 }
      return { stamp, gone: false, done: false, confirmed: null, firstSeen: null, visits }
    },
  })
  const credentials = { user: account.user, token: account.secret }
  const whole = { id: 'wiki', type: 'confluence', url: server.url, access: ['group:everyone'] }
  try {
    for await (const one of documentsFrom({ ...whole, credentials, ...entry }, tools))
      handed.push(one)
  } finally {
    for (const door of doors) await door.close()
  }
  return handed
}

export const documentsIn = (handed: readonly Handed[]) =>
  new Map(
    handed.flatMap((one) => (one.is === 'document' ? [[one.document.path, one] as const] : [])),
  )

export const stampsIn = (handed: readonly Handed[]): ReadonlyMap<string, string> =>
  new Map([...documentsIn(handed)].map(([path, { stamp }]) => [path, stamp ?? '']))

/** The requests of a log that ask for a page's text or its past. */
export const texts = (asked: readonly string[]): readonly string[] =>
  asked.filter((path) => /body-format=|body\.(?:storage|view)/.test(path))
