import type { Config, SourceConfig } from './config/config.ts'
import type { Plumbline } from './domain/plumbline.ts'
import { isLocal } from './indexing.ts'
import { repeat } from './repeat.ts'

/** What polling needs of an opened Plumbline. */
export interface PollingParts extends Pick<Plumbline, 'crawl' | 'survey' | 'vectors'> {
  readonly config: Config
  /** When each source is looked at next, in milliseconds since 1970; kept up to date here. */
  readonly next: Map<string, number>
}

const minute = 60_000
/** A source that fails is left alone for longer each time, and never for longer than that. */
const longestPause = 60 * minute
const surveyEvery = 10 * minute

/**
 * Looks at sources and repositories from time to time, one after the other, until it is told to stop. A source that fails is looked at less and
 * less often, and keeps no other from it.
 */
export function poll(
  { config, crawl, survey, vectors, next }: PollingParts,
  report: (message: string) => void,
  tick = minute / 6,
): () => void {
  const failures = new Map<string, number>()
  let surveyAt = Date.now() + surveyEvery
  let told: string | null = null
  const tellOfVectors = (): void => {
    const { problem } = vectors()
    if (problem !== null && problem !== told) report(`vectors: ${problem}`)
    told = problem
  }
  const faultOf = async ({ id }: SourceConfig): Promise<string | null> => {
    try {
      const [summary] = await crawl([id], undefined, { everything: false })
      return summary?.failed ?? null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  const look = async (source: SourceConfig, isStopped: () => boolean): Promise<void> => {
    const fault = await faultOf(source)
    // After the stop the store may be closed: what breaks then is nobody's concern.
    if (fault !== null && !isStopped()) report(`source ${source.id}: ${fault}`)
    const failed = fault === null ? 0 : (failures.get(source.id) ?? 0) + 1
    failures.set(source.id, failed)
    next.set(source.id, Date.now() + pauseOf(source, failed))
  }
  const round = async (isStopped: () => boolean): Promise<void> => {
    for (const source of config.sources)
      if (!isStopped() && Date.now() >= (next.get(source.id) ?? 0)) await look(source, isStopped)
    tellOfVectors()
    // Where there is nothing to look at, what is old is forgotten all the same.
    const isCrawledAlone = config.repositories.length === 0 && config.sources.length > 0
    if (isStopped() || Date.now() < surveyAt || isCrawledAlone) return
    surveyAt = Date.now() + surveyEvery
    await survey([])
  }
  for (const source of config.sources)
    next.set(source.id, Date.now() + (isLocal(source) ? pauseOf(source, 0) : 0))
  return repeat(round, report, tick)
}

/** Milliseconds to the next look: as configured, and twice as long for each failure in a row. */
const pauseOf = ({ pollMinutes }: SourceConfig, failures: number): number =>
  Math.max(
    pollMinutes * minute,
    Math.min(longestPause, pollMinutes * minute * 2 ** Math.min(failures, 10)),
  )
