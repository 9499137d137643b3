import type { Format, Stated } from '../extractor.ts'
import { linesIn } from './manifests/lines.ts'
import { dependency, version } from './manifests/stating.ts'

/** Go modules. */
export const goMod: Format = {
  about: 'A go.mod states the oldest Go version, the toolchain and the modules it requires.',
  states: ['version', 'dependency'],
  reads: (path) => /(?:^|\/)go\.(?:mod|work)$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    let block = ''
    for (const line of linesIn(text)) {
      const words = line.text
        .replace(/\/\/.*/, '')
        .trim()
        .split(/\s+/)
      const [first = '', second = '', third = ''] = words
      if (first === ')') block = ''
      else if (second === '(') block = first
      else if (block === 'require' && first !== '') yield dependency(first, second, path, line.at)
      else if (block !== '') continue
      else if (first === 'go') yield* version('go', 'minimum', second, path, line.at)
      else if (first === 'toolchain')
        yield* version('go', 'pin', second.replace(/^go/, ''), path, line.at)
      else if (first === 'require' && third !== '') yield dependency(second, third, path, line.at)
    }
  },
}
