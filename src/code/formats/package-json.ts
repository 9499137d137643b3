import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { command, dependency, script, version } from './manifests/stating.ts'

const dependencies = /^(?:dev|peer|optional)?[dD]ependencies$/

/** An npm manifest: its version, what it runs on, its scripts, its dependencies and the commands it installs. */
export const packageJson: Format = {
  about:
    'An npm manifest states its version, the versions it runs on, scripts, dependencies and the commands it installs.',
  states: ['package-script', 'dependency', 'symbol', 'command', 'version'],
  reads: (path) => /(?:^|\/)package\.json$/.test(path),

  *facts(file): Iterable<Stated> {
    const owner = file.path
    const { leaves } = dataIn(file)
    const name = leaves.find(({ path }) => path.length === 1 && path[0] === 'name')?.value ?? null
    for (const leaf of leaves) {
      if (leaf.path.length === 1) yield* ofPackage(leaf, name, owner)
      else if (leaf.path.length === 2) yield* ofSection(leaf, owner)
    }
  },
}

function* ofPackage({ path: [key], value, at }: Leaf, name: string | null, owner: string) {
  if (key === 'version' && name !== null) yield* version(name, 'release', value, owner, at)
  if (key === 'bin' && name !== null) yield* bin(name.replace(/^@[^/]+\//, ''), value, at)
  if (key === 'packageManager' && value !== null) {
    const [, manager = '', pinned = ''] = /^([a-z]+)@([^+]+)/.exec(value) ?? []
    if (manager !== '') yield* version(manager, 'pin', pinned, owner, at)
  }
}

function* ofSection({ path: [section, subject], value, at }: Leaf, owner: string) {
  if (typeof section !== 'string' || typeof subject !== 'string') return
  if (section === 'scripts') yield script(subject, value, owner, at)
  else if (dependencies.test(section))
    yield dependency(
      subject,
      value,
      owner,
      at,
      section.startsWith('dev') ? 'development' : undefined,
    )
  else if (section === 'bin') yield* bin(subject, value, at)
  else if (section === 'engines') yield* version(subject, 'minimum', value, owner, at)
  else if (section === 'volta') yield* version(subject, 'pin', value, owner, at)
}

/** What is installed is a command, and a name that pages call by itself. */
function* bin(subject: string, value: string | null, at: number): Iterable<Stated> {
  yield command(subject, value, at)
  yield { kind: 'symbol', subject, role: 'declaration', owner: 'command', value, at }
}
