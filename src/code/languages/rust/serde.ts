import { wordsOf } from '../../../domain/fact.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { key } from '../states.ts'
import { attributesOf, derivedBy, entriesOf, tokensOf } from './attributes.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf, tokenLiteral } from './literals.ts'
import { argumentsOf, functionAround, holderOf, lastName, plain, spelt } from './names.ts'
import { isSerde, namesOf, renameRule } from './serde-keys.ts'

/** Keys that serde reads, defaults, and the values of closed sets as they are spelt at run time. */
export const serdeRules: Rules = {
  *struct_item(node, file) {
    const owner = node.child('name')?.text ?? null
    if (owner !== null && isSerde(node)) yield* fields(node, owner, file)
  },
  *enum_item(node, file) {
    yield* members(node, file)
  },
  *impl_item(node, file) {
    if (lastName(node.child('trait')) === 'Default') yield* defaults(node, file)
  },
  *call_expression(node, file) {
    const method = lastName(node.child('function'))
    if (method === 'unwrap_or') yield* fallback(node, file)
    if (method !== 'set_default') return
    const [first, second] = argumentsOf(node)
    const subject = stringOf(first)
    if (subject !== null && /^[\w.-]+$/.test(subject))
      yield key(subject, 'key', { value: literalOf(second, file.constants), at: node.start })
  },
}

function* fields(struct: SyntaxNode, owner: string, file: File): Iterable<Stated> {
  const keys = file.keys.get(owner)
  for (const field of struct.child('body')?.parts ?? []) {
    const name = field.type === 'field_declaration' ? plain(field.child('name')?.text ?? '') : ''
    const value = defaultOf(field, file)
    for (const subject of keys?.get(name) ?? [])
      yield key(subject, 'property', { owner, value, at: field.start })
  }
}

/** `#[serde(default = "default_port")]`, where that function gives a literal. */
const defaultOf = (field: SyntaxNode, file: File): string | null => {
  const attributes = attributesOf(field)
  const path = stringOf(tokensOf(entriesOf(attributes, ['serde']), 'default')?.[0])
  const result = path === null ? undefined : file.results.get(path.split('::').at(-1) ?? '')
  return literalOf(result, file.constants)
}

function* defaults(impl: SyntaxNode, file: File): Iterable<Stated> {
  const owner = lastName(impl.child('type'))
  const body = impl
    .child('body')
    ?.parts.find(({ type }) => type === 'function_item')
    ?.child('body')
  const last = body?.parts.at(-1)
  const made = last?.type === 'expression_statement' ? last.parts[0] : last
  if (owner === null || made?.type !== 'struct_expression') return
  const name = lastName(made.child('name'))
  if (name !== 'Self' && name !== owner) return
  for (const part of made.child('body')?.parts ?? []) {
    const field = plain(part.child('field')?.text ?? '')
    const value = literalOf(part.child('value'), file.constants)
    if (part.type !== 'field_initializer' || field === '' || value === null) continue
    const at = part.start
    for (const subject of file.keys.get(owner)?.get(field) ?? [])
      yield key(subject, 'property', { owner, value, at })
    yield { kind: 'symbol', subject: field, role: 'property', owner, value, isDefault: true, at }
  }
}

/** `self.timeout.unwrap_or(20)`: what a field that was not set stands for. */
function* fallback(call: SyntaxNode, file: File): Iterable<Stated> {
  const field = call.child('function')?.child('value')
  const around = functionAround(call)
  if (field?.type !== 'field_expression' || field.child('value')?.text !== 'self' || !around) return
  const owner = holderOf(around)
  const value = literalOf(argumentsOf(call)[0], file.constants)
  const name = lastName(field)
  if (owner === null || value === null || name === null) return
  const at = field.start
  for (const subject of file.keys.get(owner)?.get(name) ?? [])
    yield key(subject, 'property', { owner, value, at })
  yield { kind: 'symbol', subject: name, role: 'property', owner, value, isDefault: true, at }
}

const strum =
  /^(?:EnumString|Display|AsRefStr|IntoStaticStr|VariantNames|EnumVariantNames|EnumIter)$/

/** The variants of an enum as serde, clap and strum spell them. */
function* members(node: SyntaxNode, file: File): Iterable<Stated> {
  const owner = node.child('name')?.text
  const attributes = attributesOf(node)
  const derived = derivedBy(attributes)
  const bySerde = isSerde(node)
  const byClap = derived.has('ValueEnum') || derived.has('ArgEnum')
  const byStrum = [...derived].some((name) => strum.test(name)) && file.uses(/\bstrum/)
  if (owner === undefined || !(bySerde || byClap || byStrum)) return
  const serdeRule = renameRule(entriesOf(attributes, ['serde']))
  const ruleOf = (names: readonly string[]): string | null =>
    tokenLiteral(
      tokensOf(entriesOf(attributes, names), 'rename_all') ??
        tokensOf(entriesOf(attributes, names), 'serialize_all') ??
        [],
      file.constants,
    )
  const clapRule = byClap ? (ruleOf(['clap', 'value']) ?? 'kebab-case') : null
  const strumRule = byStrum ? ruleOf(['strum']) : null
  for (const variant of node.child('body')?.parts ?? []) {
    const name = variant.type === 'enum_variant' ? variant.child('name')?.text : undefined
    if (name === undefined) continue
    const words = wordsOf(name)
    const subjects = new Set(bySerde ? namesOf(name, variant, serdeRule, true) : [])
    if (clapRule !== null)
      for (const one of told(variant, ['clap', 'value'], /^(?:name|alias)$/) ?? [
        spelt(name, words, clapRule),
      ])
        subjects.add(one)
    if (byStrum)
      for (const one of told(variant, ['strum'], /^(?:serialize|to_string)$/) ?? [
        strumRule === null ? name : spelt(name, words, strumRule),
      ])
        subjects.add(one)
    for (const subject of subjects)
      yield { kind: 'member', subject, role: 'constant', owner, at: variant.start }
  }
}

/** The names that an attribute gives a variant; null when it gives none. */
const told = (
  variant: SyntaxNode,
  attributes: readonly string[],
  entry: RegExp,
): readonly string[] | null => {
  const entries = entriesOf(attributesOf(variant), attributes)
  if (entries.some(({ name }) => name === 'skip' || name === 'disabled')) return []
  const names = entries.flatMap(({ name, value }) =>
    entry.test(name) ? [stringOf(value[0]) ?? ''] : [],
  )
  const given = names.filter((name) => name !== '')
  return given.length === 0 ? null : given
}
