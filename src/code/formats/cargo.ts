import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, SourceFile, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { linesIn } from './manifests/lines.ts'
import { command, dependency, target, version } from './manifests/stating.ts'

/** Cargo's manifests and its configuration. */
export const cargo: Format = {
  about:
    'A Cargo manifest states a crate’s version, its Rust version, dependencies, features and binaries; Cargo’s configuration states aliases.',
  states: ['version', 'dependency', 'option', 'command', 'build-target'],
  reads: (path) => /(?:^|\/)(?:Cargo\.toml|\.cargo\/config(?:\.toml)?)$/.test(path),

  *facts(file): Iterable<Stated> {
    if (file.path.endsWith('Cargo.toml')) yield* manifest(file)
    else
      for (const { path, at } of dataIn(file).leaves)
        if (path[0] === 'alias' && typeof path[1] === 'string') yield target(path[1], file.path, at)
  },
}

function* manifest(file: SourceFile): Iterable<Stated> {
  const owner = file.path
  const { leaves } = dataIn(file)
  const name = valueAt(leaves, 'package', 'name')
  for (const leaf of leaves) {
    const [section] = leaf.path
    if (section === 'package' && name !== null) yield* ofPackage(leaf, name, owner)
    else if (section === 'workspace') yield* ofWorkspace(leaf, owner)
    else if (section === 'bin' && leaf.path.at(-1) === 'name' && leaf.value !== null)
      yield command(leaf.value, null, leaf.at)
    yield* dependencyAt(leaf, leaf.path, owner)
  }
  if (leaves.length > 0) yield* features(file)
}

/** A feature that switches nothing else on is an empty list, in which there is no value to find. */
function* features({ text }: SourceFile): Iterable<Stated> {
  let section = ''
  for (const { text: line, at } of linesIn(text)) {
    section = /^\s*\[([\w.-]+)\]/.exec(line)?.[1] ?? section
    const name = section === 'features' ? /^\s*"?([\w+-]+)"?\s*=/.exec(line)?.[1] : undefined
    if (name !== undefined)
      yield { kind: 'option', subject: name, role: 'key', owner: 'features', at }
  }
}

const valueAt = (leaves: readonly Leaf[], ...wanted: readonly string[]): string | null =>
  leaves.find(
    ({ path }) => path.length === wanted.length && wanted.every((key, i) => path[i] === key),
  )?.value ?? null

/** `version.workspace = true` says that the root of the workspace says it: the value is then `workspace`. */
function* ofPackage({ path, value, at }: Leaf, name: string, owner: string): Iterable<Stated> {
  const [, key, inherited] = path
  const inherits = inherited === 'workspace' && value === 'true'
  if (key === 'version' && inherits)
    yield { kind: 'version', subject: name, role: 'release', owner, value: 'workspace', at }
  if (path.length !== 2) return
  if (key === 'version') yield* version(name, 'release', value, owner, at)
  if (key === 'rust-version') yield* version('rust', 'minimum', value, owner, at)
  if (key === 'edition') yield* version('rust-edition', 'pin', value, owner, at)
}

function* ofWorkspace({ path, value, at }: Leaf, owner: string): Iterable<Stated> {
  const [, section, key] = path
  if (section === 'package' && path.length === 3) {
    if (key === 'version') yield* version('workspace', 'release', value, owner, at)
    if (key === 'rust-version') yield* version('rust', 'minimum', value, owner, at)
    if (key === 'edition') yield* version('rust-edition', 'pin', value, owner, at)
  }
}

/** `[dependencies]`, `[target.'cfg(unix)'.dev-dependencies]`, `[workspace.dependencies]`. */
function* dependencyAt(leaf: Leaf, path: Leaf['path'], owner: string): Iterable<Stated> {
  const place = path.findIndex(
    (key) => typeof key === 'string' && /^(?:dev-|build-)?dependencies$/.test(key),
  )
  const subject = path[place + 1]
  if (place < 0 || place > 2 || typeof subject !== 'string') return
  const key = path[place + 2]
  const role = path[place] === 'dev-dependencies' ? 'development' : 'dependency'
  if (path.length === place + 2 || key === 'version')
    yield dependency(subject, leaf.value, owner, leaf.at, role)
  else if (key === 'path' || key === 'git' || key === 'workspace')
    yield dependency(subject, null, owner, leaf.at, role)
}
