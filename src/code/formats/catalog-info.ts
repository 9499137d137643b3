import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { objectsIn } from './kubernetes/objects.ts'
import { pageLink } from './links/page-links.ts'

/** Backstage catalogues: components with their owners, systems and lifecycles, and the pages they link to. */
export const catalogInfo: Format = {
  about: 'A Backstage catalogue names components, their owners, and the pages they link to.',
  states: ['owner', 'resource', 'page-link', 'setting'],
  reads: (path) => /(?:^|\/)catalog-info[\w.-]*\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    for (const { kind, name, at, leaves } of objectsIn(dataIn(file).leaves)) {
      if (name === null) continue
      yield { kind: 'resource', subject: name, owner: kind.toLowerCase(), role: 'object', at }
      for (const { path, value, at: place } of leaves) {
        const [top, key] = path
        if (top === 'spec' && key === 'owner' && value)
          yield {
            kind: 'owner',
            subject: name,
            owner: 'catalog',
            role: 'owner',
            value: value.replace(/^(?:group|user):(?:default\/)?/, ''),
            at: place,
          }
        // The links of a component are pages whatever their key is called.
        if (top === 'metadata' && key === 'links' && path.at(-1) === 'url')
          yield* pageLink('link', value, name, place)
      }
    }
  },
}
