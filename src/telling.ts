import type { Config } from './config/config.ts'
import type { Plumbline } from './domain/plumbline.ts'
import { deliverWebhooks } from './flows/deliver-webhooks.ts'
import { machineTools } from './sources/fetching/tools.ts'
import type { Store } from './store/store.ts'
import { version } from './version.ts'
import { webhookPost } from './webhook-post.ts'

/** What telling subscribers needs of an opened Plumbline. */
export interface TellingParts {
  readonly config: Pick<Config, 'webhooks'>
  readonly store: Store
}

interface Telling extends Pick<Plumbline, 'deadLetters' | 'redeliver' | 'deliver'> {
  /** Delivers from time to time until it is told to stop. */
  keepTelling(report: (message: string) => void, tick?: number): () => void
}

/** Subscribers: what they are told, and what they would not take. */
export async function telling({ config, store }: TellingParts): Promise<Telling> {
  const { webhooks } = config
  await store.webhooks.configure(webhooks.map(({ id }) => id))
  // Receivers hold our time against theirs, so no configured clock will do.
  const now = () => new Date().toISOString()
  const tools = machineTools(version)
  const desk = { store, webhooks, post: webhookPost(tools), now, random: Math.random }
  const deliver: Plumbline['deliver'] = async () =>
    webhooks.length === 0 ? { delivered: 0, failed: 0, dead: 0 } : deliverWebhooks(desk)
  return {
    deliver,
    deadLetters: ({ cursor, limit = 50 }) =>
      store.webhooks.deadLetters({
        limit: Math.min(limit, 200),
        ...(cursor === undefined ? {} : { after: cursor }),
      }),
    redeliver: (id) => store.webhooks.revive(id, now()),
    keepTelling(report, tick = 2_000) {
      if (webhooks.length === 0) return () => undefined
      let timer: NodeJS.Timeout | null = null
      let isStopped = false
      const round = async (): Promise<void> => {
        try {
          const { dead } = await deliver()
          if (dead > 0) report(`webhooks: ${dead} given up; see /v1/webhooks/dead-letters`)
        } catch (error) {
          // After the stop the store may be closed: what breaks then is nobody's concern.
          if (!isStopped) report(`webhooks: ${error instanceof Error ? error.message : error}`)
        }
        if (!isStopped) again()
      }
      const again = (): void => {
        timer = setTimeout(round, tick)
        timer.unref()
      }
      again()
      return () => {
        isStopped = true
        if (timer !== null) clearTimeout(timer)
      }
    },
  }
}
