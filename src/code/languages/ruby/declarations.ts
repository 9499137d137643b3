import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Call, type Code, partsOf, type Rule, type Rules } from '../common/code.ts'
import { option, signature, symbol } from '../common/stated.ts'

const declared: Rule = function* (node, code) {
  const written = node.child('name')?.text
  if (written === undefined) return
  const parts = written.split('::')
  const subject = parts.at(-1) ?? written
  const owner = parts.length > 1 ? (parts.at(-2) ?? null) : code.speech.classAround(node)
  yield symbol(node, subject, node.type === 'class' ? 'class' : 'type', owner)
}

const method: Rule = function* (node, code) {
  const subject = node.child('name')?.text
  if (subject === undefined) return
  const holder = code.speech.classAround(node)
  const parameters = node.child('parameters')
  const isConstructor = subject === 'initialize'
  if (!isConstructor) yield symbol(node, subject, holder === null ? 'function' : 'method', holder)
  yield signature(node, subject, holder, parameters)
  const owner = holder === null ? subject : isConstructor ? holder : `${holder}.${subject}`
  for (const part of partsOf(parameters)) {
    const name = part.child('name')?.text
    if (name !== undefined && /^(?:optional|keyword)_parameter$/.test(part.type))
      yield option(part, name, 'parameter', owner, code.value(part.child('value')))
  }
}

/** Modules, classes, methods, constants, and what class methods declare. */
export const declarationRules: Rules = {
  class: declared,
  module: declared,
  method,
  singleton_method: method,
  *assignment(node, code) {
    const left = node.child('left')
    const right = node.child('right')
    const owner = code.speech.classAround(node)
    if (left?.type === 'constant') {
      const made = right && code.speech.callOf(right)
      const isClass = /(?:^|\.)(?:(?:Struct|Class|Module)\.new|Data\.define)$/.test(
        made?.path ?? '',
      )
      yield symbol(node, left.text, isClass ? 'class' : 'constant', owner, code.value(right))
      if (isClass && made) yield* named(made, code, 'property', left.text)
    } else if (left?.type === 'instance_variable' && isInConstructor(node)) {
      const value = code.value(right)
      const fact = symbol(node, left.text.slice(1), 'property', owner, value)
      yield { ...fact, isDefault: value !== null }
    }
  },
  *alias(node, code) {
    const name = node.child('name')?.text.replace(/^:/, '')
    if (name !== undefined) yield symbol(node, name, 'method', code.speech.classAround(node))
  },
  *call(node, code) {
    const call = code.speech.callOf(node)
    if (call === null || call.receiver !== null || call.given.length === 0) return
    const owner = code.speech.classAround(node)
    const role = makers.get(call.name)
    if (role === 'every') yield* named(call, code, 'property', owner)
    else if (role === 'first' && owner !== null) yield* first(call, code, owner)
  },
}

const isInConstructor = (node: SyntaxNode): boolean => {
  for (let at = node.parent; at !== null; at = at.parent)
    if (at.type === 'method') return at.child('name')?.text === 'initialize'
  return false
}

/** Class methods that declare a name for every argument, or for the first. */
const makers: ReadonlyMap<string, 'every' | 'first'> = new Map([
  ...'attr attr_accessor attr_reader attr_writer cattr_accessor cattr_reader mattr_accessor mattr_reader class_attribute thread_mattr_accessor delegate module_function config_accessor def_delegators'
    .split(' ')
    .map((name) => [name, 'every'] as const),
  ...'attribute define_method define_singleton_method alias_method scope has_many has_one belongs_to has_and_belongs_to_many setting field property def_delegator store_accessor'
    .split(' ')
    .map((name) => [name, 'first'] as const),
])

function* named(call: Call, code: Code, role: 'property', owner: string | null): Iterable<Stated> {
  const value = code.value(call.named.get('default'))
  for (const argument of call.given) {
    const subject = code.text(argument)
    if (subject !== null && /^[A-Za-z_]\w*[?!=]?$/.test(subject))
      yield { ...symbol(argument, subject, role, owner, value), isDefault: value !== null }
  }
}

function* first(call: Call, code: Code, owner: string): Iterable<Stated> {
  const subject = code.text(call.given[0])
  if (subject === null || !/^[A-Za-z_]\w*[?!=]?$/.test(subject)) return
  const value = code.value(call.named.get('default'))
  const isSetting = /^(?:attribute|setting|field|property)$/.test(call.name)
  if (isSetting) yield option(call.node, subject, 'property', owner, value)
  yield symbol(call.node, subject, isSetting ? 'property' : 'method', owner)
}
