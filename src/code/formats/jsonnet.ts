import type { Format, Stated } from '../extractor.ts'
import { pageLink } from './links/page-links.ts'
import { conditionOf } from './prometheus/expressions.ts'

const stated =
  /(?:^|[\s{,])(['"]?)(alert|record|for|runbook_url|dashboard_url)\1[ \t]*:{1,3}[ \t]*(['"])([^'"\n]{1,300})\3/g
const dashboard = /\bdashboard(?:\.new)?\([ \t\n]*(['"])([^'"\n%]{1,120})\1/g

/** Jsonnet of monitoring mixins, read as text: alerts, recorded metrics, runbooks and dashboards. */
export const jsonnet: Format = {
  about: 'A monitoring mixin in Jsonnet states alerts, recorded metrics, runbooks and dashboards.',
  states: ['alert', 'metric', 'page-link', 'resource'],
  reads: (path) => /\.(?:jsonnet|libsonnet)$/.test(path),

  *facts({ text }): Iterable<Stated> {
    const found = [...text.matchAll(stated)].filter((match) => !/%[(sd]/.test(match[4] ?? ''))
    const durations = durationsOf(found)
    for (const [index, match] of found.entries()) {
      const [whole, , key = '', , value = ''] = match
      const at = match.index + whole.indexOf(key)
      if (key === 'alert') {
        const condition = conditionOf(null, durations.get(index) ?? null)
        yield { kind: 'alert', subject: value, owner: null, role: 'alert', value: condition, at }
      } else if (key === 'record')
        yield { kind: 'metric', subject: value, owner: null, role: 'metric', value: 'recorded', at }
      else yield* pageLink(key, value, null, at)
    }
    for (const match of text.matchAll(dashboard))
      yield {
        kind: 'resource',
        subject: match[2] ?? '',
        owner: 'dashboard',
        role: 'object',
        at: match.index,
      }
  },
}

/** The `for` behind each alert and before the next, by the alert's position. */
function durationsOf(found: readonly RegExpExecArray[]): ReadonlyMap<number, string> {
  const durations = new Map<number, string>()
  let alert: number | null = null
  for (const [index, [, , key = '', , value = '']] of found.entries()) {
    if (key === 'alert') alert = index
    if (key === 'for' && alert !== null && !durations.has(alert)) durations.set(alert, value)
  }
  return durations
}
