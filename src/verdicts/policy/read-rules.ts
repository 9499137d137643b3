import type { Environment } from '../../domain/environment.ts'
import { decisions } from '../../domain/verdict.ts'
import type { YamlTree } from '../../syntax/yaml-tree.ts'
import type { PolicyRule } from '../policy.ts'
import { type Compile, type Condition, mostCharacters } from './cel.ts'
import { type Example, exampleKeys, factsOf, plainOf } from './examples.ts'
import type { Facts } from './facts.ts'
import { readPeople } from './read-cells.ts'
import type { PolicyReader } from './reader.ts'

const mostRules = 200
const mostExamples = 50
const stricter = decisions.filter((one) => one !== 'allow')

/** What rules are read by. */
export interface RuleSetting {
  readonly compile: Compile
  readonly environments: readonly Environment[]
}

/** Reads rules, and holds each to its own examples: one that fails them is refused. */
export function readRules(
  reader: PolicyReader,
  tree: YamlTree | undefined,
  setting: RuleSetting,
): readonly PolicyRule[] {
  const rules = reader.items(tree, 'rules', mostRules).map((item) => rule(reader, item, setting))
  const twice = rules.find(({ id }, at) => rules.findIndex((one) => one.id === id) < at)
  if (twice) reader.fail(tree?.line ?? 1, `two rules are called ${twice.id}`)
  return rules
}

function rule(
  reader: PolicyReader,
  item: YamlTree,
  { compile, environments }: RuleSetting,
): PolicyRule {
  const keys = ['id', 'when', 'decision', 'people', 'message', 'examples']
  const fields = reader.fields(item, 'a rule', keys)
  const { line } = item
  const id = reader.text(fields.get('id'), 'a rule: id', line, 64)
  if (!/^[A-Za-z0-9][\w.-]*$/.test(id))
    reader.fail(line, `rule ${id}: an id is made of letters, digits, dots, dashes and underscores`)
  const what = `rule ${id}`
  const when = reader.text(fields.get('when'), `${what}: when`, line, mostCharacters)
  const decision = reader.choice(fields.get('decision'), `${what}: decision`, stricter, line)
  const people = readPeople(reader, fields.get('people'), what)
  if (people && decision === 'warn')
    reader.fail(line, `${what}: nobody needs to approve what is decided as warn`)
  const message = reader.text(fields.get('message'), `${what}: message`, line)
  const matches = condition(reader, when, { what, line: fields.get('when')?.line ?? line, compile })
  const examples = readExamples(reader, fields.get('examples'), { what, line, environments })
  for (const example of examples.match) hold(reader, what, matches, example, true)
  for (const example of examples.noMatch) hold(reader, what, matches, example, false)
  return {
    ...{ id, when, decision, message },
    ...(people ? { people } : {}),
    examples: {
      match: examples.match.map(({ given }) => given),
      noMatch: examples.noMatch.map(({ given }) => given),
    },
    matches,
  }
}

interface Compiling {
  readonly what: string
  readonly line: number
  readonly compile: Compile
}

function condition(
  reader: PolicyReader,
  when: string,
  { what, line, compile }: Compiling,
): Condition {
  try {
    return compile(when)
  } catch (error) {
    return reader.fail(line, `${what}: when: ${worded(error)}`, error)
  }
}

const worded = (error: unknown): string =>
  error instanceof Error
    ? (error.message.split('\n')[0] ?? '').replace(/^(?:Parse|Evaluation|Type)Error: /, '')
    : String(error)

interface Examples {
  readonly match: readonly Example[]
  readonly noMatch: readonly Example[]
}

interface Place {
  readonly what: string
  readonly line: number
  readonly environments: readonly Environment[]
}

function readExamples(
  reader: PolicyReader,
  tree: YamlTree | undefined,
  { what, line, environments }: Place,
): Examples {
  const needed = `${what}: examples: match holds at least one case that the rule is for`
  if (tree === undefined) return reader.fail(line, needed)
  const fields = reader.fields(tree, `${what}: examples`, ['match', 'noMatch'])
  const read = (key: string): readonly Example[] =>
    reader.items(fields.get(key), `${what}: examples: ${key}`, mostExamples).map((item) => {
      reader.fields(item, `${what}: an example`, exampleKeys)
      const facts = factsOf(reader, item, what, environments)
      return { line: item.line, given: plainOf(item), facts }
    })
  const match = read('match')
  if (match.length === 0) reader.fail(tree.line, needed)
  return { match, noMatch: read('noMatch') }
}

function hold(
  reader: PolicyReader,
  what: string,
  matches: Condition,
  { line, facts, given }: Example,
  expected: boolean,
): void {
  const problem = problemOf(matches, facts, expected)
  if (problem === null) return
  if (reader.faults !== null) reader.faults.push({ line, given, problem })
  else reader.fail(line, `${what} ${problem}: ${JSON.stringify(given).slice(0, 200)}`)
}

function problemOf(matches: Condition, facts: Facts, expected: boolean): string | null {
  try {
    if (matches(facts) === expected) return null
  } catch (error) {
    return `cannot be evaluated on an example (${worded(error)})`
  }
  return expected
    ? 'does not match an example that it must match'
    : 'matches an example that it must not match'
}
