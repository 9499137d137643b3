import { EventEmitter, on } from 'node:events'
import type { Instant } from './domain/instant.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { SurveyRun } from './domain/survey-run.ts'

type Survey = Plumbline['survey']

/** Nobody looks closer than that, and each file is told of. */
const hundredths = ({ done, total }: Pick<SurveyRun, 'done' | 'total'>): number =>
  total === null ? done : Math.floor((done * 100) / Math.max(1, total))

/** Surveys that others can look on at: one runs at a time, and whoever asks for one meanwhile waits for its end. */
export function surveying(
  survey: Survey,
  now: () => Instant,
): Pick<Plumbline, 'survey' | 'startSurvey' | 'surveyRun' | 'watchSurvey'> {
  const events = new EventEmitter().setMaxListeners(0)
  let run: SurveyRun | null = null
  let underWay = 0
  const tell = (next: SurveyRun): void => {
    run = next
    events.emit('run', next)
  }
  const told: Survey = async (repositories, progress) => {
    let current: SurveyRun = {
      ...{ startedAt: now(), finishedAt: null, status: 'running' },
      ...{ what: 'the repositories', done: 0, total: null },
    }
    underWay += 1
    tell(current)
    try {
      const summaries = await survey(repositories, (event) => {
        const { what, done, total } = event
        const isFurther = what !== current.what || hundredths(event) !== hundredths(current)
        current = { ...current, what, done, total }
        if (isFurther) tell(current)
        progress?.(event)
      })
      current = { ...current, status: 'finished' }
      return summaries
    } catch (error) {
      current = { ...current, status: 'failed' }
      throw error
    } finally {
      underWay -= 1
      tell({ ...current, finishedAt: now() })
    }
  }
  return {
    survey: told,
    startSurvey() {
      if (underWay > 0) return
      // What goes wrong is told by the run itself.
      told([]).catch(() => undefined)
    },
    surveyRun: () => run,
    async *watchSurvey(signal) {
      const following = on(events, 'run', signal ? { signal } : {})
      if (run !== null) yield run
      if (run?.status !== 'running') return
      for await (const [next] of following) {
        yield next
        if (next.status !== 'running') return
      }
    },
  }
}
