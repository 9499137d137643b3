import type { Format, Stated } from '../extractor.ts'

const key = /^([ \t]*)"(title|uid|schemaVersion)"[ \t]*:[ \t]*(?:"((?:[^"\\\n]|\\.){1,300})"|\d+)/gm

/** Grafana dashboards: their titles and ids. */
export const grafana: Format = {
  about: 'A Grafana dashboard has a title and an id.',
  states: ['resource'],
  reads: (path) =>
    path.endsWith('.json') && /dashboard|grafana|monitoring|mixin|observability/i.test(path),

  *facts({ text }): Iterable<Stated> {
    if (!text.includes('"schemaVersion"') || !text.includes('"panels"')) return
    const keys = [...text.matchAll(key)]
    // Panels have titles too: the dashboard's own stand as deep as its schema's version.
    const depth = keys.find((match) => match[2] === 'schemaVersion')?.[1]
    for (const match of keys) {
      if (match[1] !== depth || match[3] === undefined) continue
      const at = match.index + (match[1] ?? '').length
      yield { kind: 'resource', subject: match[3], owner: 'dashboard', role: 'object', at }
    }
  },
}
