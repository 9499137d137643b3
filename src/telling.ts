import type { Noticing } from './domain/notice.ts'
import type { Plumbline } from './domain/plumbline.ts'
import { deliverWebhooks } from './flows/deliver-webhooks.ts'
import { type NoticingParts, noticing } from './noticing.ts'
import { repeat } from './repeat.ts'
import { machineTools } from './sources/fetching/tools.ts'
import { within } from './values/within.ts'
import { version } from './version.ts'
import { webhookPost } from './webhook-post.ts'

/** What the server does from time to time until it is told to stop. `tick`: milliseconds between two rounds. */
type Keep = (report: (message: string) => void, tick?: number) => () => void

interface Telling extends Pick<Plumbline, 'deadLetters' | 'redeliver' | 'deliver'>, Noticing {
  readonly keep: readonly Keep[]
  /** Waits for messages that are under way, though not for ever: what is sent and not noted is sent once more. */
  settled(): Promise<void>
}

/** Milliseconds. */
const settlingPatience = 20_000

/** Subscribers and people: what they are told, and what could not be brought to them. */
export async function telling(parts: Omit<NoticingParts, 'post'>): Promise<Telling> {
  const { store, config } = parts
  const { webhooks } = config
  const post = webhookPost(machineTools(version))
  const { channels, keepNoticing, ...asked } = noticing({ ...parts, post })
  const ids = [...webhooks, ...channels].map(({ id }) => id)
  await store.webhooks.configure(ids)
  // Receivers hold our time against theirs, so no configured clock will do.
  const now = () => new Date().toISOString()
  const desk = { store, webhooks, channels, post, now, random: Math.random }
  const underWay = new Set<Promise<unknown>>()
  const deliver: Plumbline['deliver'] = async () => {
    if (ids.length === 0) return { delivered: 0, failed: 0, dead: 0 }
    const round = deliverWebhooks(desk)
    underWay.add(round)
    return round.finally(() => underWay.delete(round))
  }
  const keepDelivering: Keep = (report, tick = 2_000) => {
    if (ids.length === 0) return () => undefined
    const round = async (): Promise<void> => {
      const { dead } = await deliver()
      if (dead > 0) report(`deliveries: ${dead} given up; see /v1/webhooks/dead-letters`)
    }
    return repeat(round, (message) => report(`deliveries: ${message}`), tick)
  }
  return {
    ...asked,
    deliver,
    deadLetters: ({ cursor, limit = 50 }) =>
      store.webhooks.deadLetters({
        limit: Math.min(limit, 200),
        ...(cursor === undefined ? {} : { after: cursor }),
      }),
    redeliver: (id) => store.webhooks.revive(id, now()),
    keep: [keepDelivering, keepNoticing],
    settled: async () => {
      await within(settlingPatience, Promise.allSettled(underWay))
    },
  }
}
