import type { Decision } from '../src/domain/verdict.ts'
import type { About, Metrics } from './metrics.ts'
import type { ServedPlumbline } from './served-plumbline.ts'

/** Plumbline as it was, with every verdict that is asked of it counted, whichever door it is asked through. */
export function watched(
  plumbline: ServedPlumbline,
  metrics: Pick<Metrics, 'judged'>,
): ServedPlumbline {
  const timed = async <Given extends { readonly verdict: { readonly decision: Decision } }>(
    about: About,
    work: () => Promise<Given>,
  ): Promise<Given> => {
    const begun = performance.now()
    const seconds = (): number => (performance.now() - begun) / 1000
    try {
      const given = await work()
      metrics.judged(about, given.verdict.decision, seconds())
      return given
    } catch (fault) {
      metrics.judged(about, 'fault', seconds())
      throw fault
    }
  }
  return {
    ...plumbline,
    ask: (...given) => timed('answer', () => plumbline.ask(...given)),
    verify: (...given) => timed('verification', () => plumbline.verify(...given)),
  }
}
