import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'

const dependencies = /^(?:dev|peer|optional)?[dD]ependencies$/

/** An npm manifest: its scripts, its dependencies and the commands it installs. */
export const packageJson: Format = {
  about: 'An npm manifest states scripts, dependencies and the commands it installs.',
  states: ['package-script', 'dependency', 'symbol'],
  reads: (path) => /(?:^|\/)package\.json$/.test(path),

  *facts(file): Iterable<Stated> {
    const owner = file.path
    let name: string | null = null
    for (const { path, value, at } of dataIn(file).leaves) {
      const [section, subject] = path
      if (section === 'name' && path.length === 1) {
        name = value
      } else if (section === 'bin' && path.length === 1 && name !== null)
        yield {
          kind: 'symbol',
          subject: name.replace(/^@[^/]+\//, ''),
          role: 'declaration',
          owner: 'command',
          value,
          at,
        }
      if (path.length !== 2 || typeof section !== 'string' || typeof subject !== 'string') continue
      if (section === 'scripts')
        yield { kind: 'package-script', subject, role: 'script', owner, value, at }
      else if (dependencies.test(section))
        yield { kind: 'dependency', subject, role: 'dependency', owner, value, at }
      else if (section === 'bin')
        yield { kind: 'symbol', subject, role: 'declaration', owner: 'command', value, at }
    }
  },
}
