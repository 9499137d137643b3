import type { Survey } from '../../domain/fact.ts'

const known = new WeakMap<Survey, ReadonlySet<string>>()

/** Every path of settings that holds further keys: `metrics` and `metrics.serviceMonitor` of `metrics.serviceMonitor.enabled`. */
export function prefixesOf(survey: Survey): ReadonlySet<string> {
  const found = known.get(survey)
  if (found !== undefined) return found
  const prefixes = new Set<string>()
  for (const subject of survey.subjects('setting'))
    for (let dot = subject.lastIndexOf('.'); dot > 0; dot = subject.lastIndexOf('.', dot - 1)) {
      const prefix = subject.slice(0, dot)
      if (prefixes.has(prefix)) break
      prefixes.add(prefix)
    }
  known.set(survey, prefixes)
  return prefixes
}
