import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Code, type Rule, type Rules } from '../common/code.ts'
import { flagsIn } from '../common/flags.ts'
import { command, flag, unknowable, variable } from '../common/stated.ts'
import { type Annotation, annotated, annotationNamed, annotationOf, classes } from './speech.ts'

/** Commands and flags by annotations: picocli, airline, args4j, JCommander. */
const annotation: Rule = function* (node, code) {
  const one = annotationOf(node)
  if (one.name === 'Command' || one.name === 'Parameters' || one.name === 'CommandLine.Command')
    yield* commanded(one, code)
  else if (one.name === 'Option' || one.name === 'Parameter') yield* flagged(one, code)
  else if (/^(?:Mixin|ArgGroup|ParametersDelegate)$/.test(one.name))
    yield unknowable(node, 'cli-flag', ownerOf(annotated(node), code))
}

export const commandRules: Rules = { annotation, marker_annotation: annotation }

const commandName = /^(?:Command|Parameters)$/

const namesOf = (one: Annotation | null, code: Code): readonly string[] =>
  code.texts(one?.argument('name', 'commandNames')).all.filter((name) => /^[\w:-]+$/.test(name))

function* commanded(one: Annotation, code: Code): Iterable<Stated> {
  const holder = annotated(one.node)
  const [first] = namesOf(one, code)
  if (holder === null || first === undefined) return
  const parent = parentOf(holder, code)
  for (const name of [...namesOf(one, code), ...code.texts(one.argument('aliases')).all])
    yield command(one.node, name, parent)
  const owner = parent === null ? first : `${parent} ${first}`
  if (holder.child('superclass') !== null) yield unknowable(one.node, 'cli-flag', owner)
  if (one.argument('mixinStandardHelpOptions')?.text === 'true')
    for (const name of ['-h', '--help', '-V', '--version']) yield flag(one.node, name, owner)
}

function* flagged(one: Annotation, code: Code): Iterable<Stated> {
  const { all, isWhole } = code.texts(one.argument('names', 'name'))
  const aliases = code.texts(one.argument('aliases'))
  const holder = annotated(one.node)
  const names = [...all, ...aliases.all].filter((name) => name.startsWith('-'))
  if (names.length === 0 && isWhole) return
  const owner = ownerOf(holder, code)
  if (!isWhole || !aliases.isWhole) yield unknowable(one.node, 'cli-flag', owner)
  const written = code.text(one.argument('defaultValue', 'def'))
  for (const [, name = '', value] of written?.matchAll(
    /\$\{env:(\w{1,100})(?::-([^${}]{0,200}))?\}/g,
  ) ?? [])
    yield variable(one.node, name, value ?? null)
  const value = written?.includes('${') ? null : (written ?? initialOf(holder, code))
  const negatable = one.argument('negatable')?.text === 'true'
  for (const name of names.flatMap((text) => flagsIn(text))) {
    yield flag(one.node, name, owner, value)
    if (negatable) yield flag(one.node, name.replace(/^--(?:no-)?/, '--no-'), owner)
  }
}

const initialOf = (field: SyntaxNode | null, code: Code): string | null =>
  code.value(field?.child('declarator')?.child('value'))

/** The words of the command that a field, a parameter or a method belongs to. */
function ownerOf(holder: SyntaxNode | null, code: Code): string | null {
  for (let at = holder; at !== null; at = at.parent) {
    if (!classes.has(at.type) && at.type !== 'method_declaration') continue
    const [name] = namesOf(annotationNamed(at, commandName), code)
    if (name === undefined) continue
    const parent = parentOf(at, code)
    return parent === null ? name : `${parent} ${name}`
  }
  return null
}

const parents = new WeakMap<Code, ReadonlyMap<string, SyntaxNode>>()

/** The words of the command that lists this class among its subcommands, or that this method stands in. */
function parentOf(holder: SyntaxNode, code: Code, depth = 0): string | null {
  if (depth > 6) return null
  const listing =
    holder.type === 'method_declaration'
      ? around(holder, classes)
      : listings(holder, code).get(holder.child('name')?.text ?? '')
  const [name] = namesOf(annotationNamed(listing ?? null, commandName), code)
  if (!listing || name === undefined) return null
  const above = parentOf(listing, code, depth + 1)
  return above === null ? name : `${above} ${name}`
}

/** Classes of this file by the class of each of their subcommands. */
function listings(from: SyntaxNode, code: Code): ReadonlyMap<string, SyntaxNode> {
  const known = parents.get(code)
  if (known !== undefined) return known
  const found = new Map<string, SyntaxNode>()
  parents.set(code, found)
  let root = from
  while (root.parent !== null) root = root.parent
  for (const node of walk(root)) {
    if (node.type !== 'annotation') continue
    const one = annotationOf(node)
    const list = one.name === 'Command' ? one.argument('subcommands') : null
    const holder = annotated(node)
    if (list === null || holder === null) continue
    for (const item of code.speech.itemsOf(list) ?? [list]) {
      const name = /(\w+)\.class$/.exec(item.text.slice(0, 200))?.[1]
      if (name !== undefined) found.set(name, holder)
    }
  }
  return found
}
