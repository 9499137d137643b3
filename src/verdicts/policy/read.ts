import { PlumblineError } from '../../domain/errors.ts'
import { type YamlTree, yamlTree } from '../../syntax/yaml-tree.ts'
import { defaultPolicy, type Policy, type Profile, policyModes } from '../policy.ts'
import type { Compile } from './cel.ts'
import { readClasses, readTable } from './read-cells.ts'
import { readRules } from './read-rules.ts'
import { knownEnvironments, readEnvironments, readFreezes } from './read-settings.ts'
import { type ExampleFault, isNothing, PolicyReader } from './reader.ts'
import { withCells } from './resolve.ts'

const mostBytes = 256 * 1024

const keys = [
  ...['version', 'name', 'base', 'mode', 'table', 'classes', 'rules', 'environments', 'freezes'],
  'profiles',
]

/**
 * Reads a policy: YAML as `docs/policy.md` has it, or JSON. Throws `policy.unreadable` with the file, the line and what is
 * wrong there; what is read holds to its own examples, unless they are only tried: then those that do not hold are put into
 * `faults`. CEL is loaded only where there are rules.
 */
export async function readPolicy(
  text: string,
  file: string,
  faults: ExampleFault[] | null = null,
): Promise<Policy> {
  if (Buffer.byteLength(text) > mostBytes)
    throw new PlumblineError('policy.unreadable', `${file}: it is larger than ${mostBytes} bytes`)
  const reader = new PolicyReader(file, faults)
  const { tree, problem } = yamlTree(text)
  if (problem !== null) return reader.fail(problem.line, problem.message)
  if (isNothing(tree)) return reader.fail(1, 'the policy is empty; an empty file says nothing')
  const fields = reader.fields(tree, 'the policy', keys)
  reader.choice(versionOf(fields.get('version')), 'version', ['1'], 1)
  if (fields.has('base')) reader.choice(fields.get('base'), 'base', ['default'], 1)
  const compile = hasRules(tree) ? await (await import('./cel.ts')).celCompiler() : none
  const environments = readEnvironments(reader, fields.get('environments'))
  const cells = readTable(reader, fields.get('table'))
  const classes = readClasses(reader, fields.get('classes'))
  const name = reader.text(fields.get('name'), 'name', 1, 64)
  return withCells(
    {
      ...defaultPolicy,
      name,
      mode: modeIn(reader, fields) ?? 'enforce',
      environments,
      freezes: readFreezes(reader, fields.get('freezes'), environments),
      rules: readRules(reader, fields.get('rules'), { compile, environments }),
      profiles: profiles(reader, fields.get('profiles'), { compile, environments }),
    },
    { cells, classes },
  )
}

const none: Compile = () => {
  throw new Error('no compiler was loaded')
}

const modeIn = (reader: PolicyReader, fields: ReadonlyMap<string, YamlTree>) =>
  fields.has('mode') ? reader.choice(fields.get('mode'), 'mode', policyModes, 1) : null

/** `1` is a number in YAML. */
const versionOf = (tree: YamlTree | undefined): YamlTree | undefined =>
  tree?.is === 'scalar' && typeof tree.value === 'number'
    ? { ...tree, value: String(tree.value) }
    : tree

const hasRules = (tree: YamlTree): boolean =>
  tree.is === 'map' &&
  tree.entries.some(
    ({ key, value }) =>
      (key === 'rules' && !isNothing(value)) ||
      (key === 'profiles' && value.is === 'list' && value.items.some(hasRules)),
  )

interface Setting {
  readonly compile: Compile
  readonly environments: Policy['environments']
}

function profiles(
  reader: PolicyReader,
  tree: YamlTree | undefined,
  { compile, environments }: Setting,
): readonly Profile[] {
  const known = ['id', 'environments', 'principals', 'mode', 'table', 'classes', 'rules']
  const read = reader.items(tree, 'profiles', 50).map((item): Profile => {
    const fields = reader.fields(item, 'a profile', known)
    const id = reader.text(fields.get('id'), 'a profile: id', item.line, 64)
    const profile = {
      id,
      environments: knownEnvironments(
        reader,
        fields.get('environments'),
        `profile ${id}`,
        environments,
      ),
      principals: reader.texts(fields.get('principals'), `profile ${id}: principals`),
      mode: modeIn(reader, fields),
      cells: readTable(reader, fields.get('table')),
      classes: readClasses(reader, fields.get('classes')),
      rules: readRules(reader, fields.get('rules'), { compile, environments }),
    }
    if (profile.environments === null && profile.principals === null)
      reader.fail(
        item.line,
        `profile ${id} is for everybody and everywhere: name environments or principals`,
      )
    return profile
  })
  const twice = read.find(({ id }, at) => read.findIndex((one) => one.id === id) < at)
  if (twice) reader.fail(tree?.line ?? 1, `two profiles are called ${twice.id}`)
  return read
}
