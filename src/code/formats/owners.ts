import { yamlLeaves } from '../../syntax/yaml.ts'
import type { Format, Stated } from '../extractor.ts'

/** OWNERS files as Kubernetes projects keep them: approvers and reviewers of a folder. */
export const owners: Format = {
  about: 'An OWNERS file names the approvers and reviewers of its folder.',
  states: ['owner'],
  reads: (path) => /(?:^|\/)OWNERS$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    for (const { path: keys, value, at } of yamlLeaves(text).leaves)
      if (value !== null && (keys[0] === 'approvers' || keys[0] === 'reviewers'))
        yield {
          kind: 'owner',
          subject: folder === '' ? '/' : folder,
          owner: `OWNERS ${keys[0]}`,
          role: 'owner',
          value,
          at,
        }
  },
}
