import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { requirementFacts } from './manifests/python-requirements.ts'
import { command, dependency, script, target, version } from './manifests/stating.ts'

/** A Python project's manifest: the standard tables, and those of poetry, hatch, pdm, uv, poe and tox. */
export const pyproject: Format = {
  about:
    'A pyproject.toml states a version, the Python versions it runs on, dependencies, extras, commands and scripts.',
  states: ['version', 'dependency', 'option', 'command', 'package-script', 'build-target'],
  reads: (path) => /(?:^|\/)pyproject\.toml$/.test(path),

  *facts(file): Iterable<Stated> {
    const { leaves } = dataIn(file)
    const name = nameIn(leaves)
    for (const leaf of leaves) {
      const [top, tool] = leaf.path
      if (top === 'project') yield* ofProject(leaf, name, file.path)
      else if (top === 'dependency-groups' && leaf.value !== null && leaf.path.length === 3)
        yield* requirementFacts(leaf.value, file.path, leaf.at)
      else if (top === 'tool' && tool === 'poetry') yield* ofPoetry(leaf, name, file.path)
      else if (top === 'tool') yield* ofTool(leaf, file.path)
    }
  },
}

const nameIn = (leaves: readonly Leaf[]): string | null =>
  leaves.find(({ path }) => /^(?:project|tool\npoetry)\nname$/.test(path.join('\n')))?.value ?? null

function* ofProject({ path, value, at }: Leaf, name: string | null, owner: string) {
  const [, key, subject] = path
  if (path.length === 2) {
    if (key === 'version' && name !== null) yield* version(name, 'release', value, owner, at)
    if (key === 'requires-python') yield* version('python', 'minimum', value, owner, at)
  } else if (key === 'dependencies') yield* requirementFacts(value ?? '', owner, at)
  else if (key === 'optional-dependencies' && typeof subject === 'string') {
    yield extra(subject, at)
    yield* requirementFacts(value ?? '', owner, at)
  } else if (/^(?:gui-)?scripts$/.test(String(key)) && typeof subject === 'string')
    yield command(subject, value, at)
}

const extra = (subject: string, at: number): Stated => ({
  kind: 'option',
  subject,
  role: 'key',
  owner: 'extras',
  at,
})

function* ofPoetry({ path, value, at }: Leaf, name: string | null, owner: string) {
  const [, , key, subject, third] = path
  if (key === 'version' && name !== null && path.length === 3)
    yield* version(name, 'release', value, owner, at)
  if (typeof subject !== 'string') return
  if (key === 'scripts') yield command(subject, value, at)
  else if (key === 'extras') yield extra(subject, at)
  else if (key === 'dependencies')
    yield* ofPoetryDependency(subject, third, path.length - 4, value, owner, at)
  else if (key === 'dev-dependencies')
    yield* ofPoetryDependency(subject, third, path.length - 4, value, owner, at, 'development')
  else if (key === 'group' && third === 'dependencies' && typeof path[5] === 'string')
    yield* ofPoetryDependency(path[5], path[6], path.length - 6, value, owner, at, 'development')
}

function* ofPoetryDependency(
  name: string,
  key: string | number | undefined,
  depth: number,
  value: string | null,
  owner: string,
  at: number,
  role?: 'development',
): Iterable<Stated> {
  if (depth > 0 && key !== 'version') return
  if (name === 'python') yield* version('python', 'minimum', value, owner, at)
  else yield dependency(name, value, owner, at, role)
}

/** Tables of tools whose keys are names to run: how deep the name stands. */
const scripts: readonly (readonly [pattern: RegExp, at: number])[] = [
  [/^tool\npdm\nscripts\n/, 3],
  [/^tool\nhatch\nenvs\n[^\n]+\nscripts\n/, 5],
  [/^tool\nrye\nscripts\n/, 3],
  [/^tool\ntaskipy\ntasks\n/, 3],
  [/^tool\npixi\ntasks\n/, 3],
]

function* ofTool({ path, value, at }: Leaf, owner: string): Iterable<Stated> {
  const whole = path.join('\n')
  for (const [pattern, place] of scripts) {
    const name = path[place]
    if (pattern.test(whole) && typeof name === 'string' && name !== '_')
      yield script(name, path.length === place + 1 ? value : null, owner, at)
  }
  const [, tool, table, name] = path
  if (tool === 'poe' && table === 'tasks' && typeof name === 'string') yield target(name, owner, at)
  if (tool === 'tox' && table === 'env' && typeof name === 'string') yield target(name, owner, at)
  if (tool === 'uv' && table === 'dev-dependencies') yield* requirementFacts(value ?? '', owner, at)
}
