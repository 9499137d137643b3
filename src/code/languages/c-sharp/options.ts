import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Call, type Code, partsOf, type Rules } from '../common/code.ts'
import { configurationKey } from '../common/observed.ts'
import { option } from '../common/stated.ts'

const holder = /conf(?:ig(?:uration)?)?(?:Root)?$/i
const key = /^[A-Za-z][\w.:-]{0,150}$/
const sectionName = /^(?:\w*Section\w*|Position|ConfigurationKey|ConfigKey)$/

/** Configuration keys: `configuration["Mail:Port"]`, and the properties of classes that hold options. */
export const optionRules: Rules = {
  *element_access_expression(node, code) {
    if (!holder.test(node.child('expression')?.text.slice(-40) ?? '')) return
    const text = code.text(node.child('subscript')?.parts[0])
    if (text !== null && key.test(text)) yield* stated(node, text, code.fallback(node))
  },
  class_declaration: optionsClass,
  record_declaration: optionsClass,
}

/** A key under both its spellings: `Mail:Port` in code, `Mail.Port` as the path in a settings file. */
function* stated(node: SyntaxNode, path: string, value: string | null): Iterable<Stated> {
  yield option(node, path, 'key', null, value)
  if (path.includes(':')) yield option(node, path.replaceAll(':', '.'), 'key', null, value)
}

/** `MailOptions` binds each of its properties; a constant in it may say under which section. */
function* optionsClass(node: SyntaxNode, code: Code): Iterable<Stated> {
  const owner = node.child('name')?.text ?? ''
  if (!/(?:Options|Settings|Config|Configuration)$/.test(owner)) return
  const body = partsOf(node.child('body'))
  const section = sectionOf(body, code)
  for (const part of body) {
    const name = part.type === 'property_declaration' ? part.child('name')?.text : undefined
    const isSettable = part
      .child('accessors')
      ?.parts.some((one) => /\b(?:set|init)\b/.test(one.text))
    if (name === undefined || !isSettable) continue
    const value = code.value(part.child('value'))
    yield option(part, name, 'property', owner, value)
    if (section !== null) yield* stated(part, `${section}:${name}`, value)
  }
}

const sectionOf = (body: readonly SyntaxNode[], code: Code): string | null => {
  for (const part of body)
    for (const declarator of part.type === 'field_declaration'
      ? (part.parts.at(-1)?.parts ?? [])
      : [])
      if (sectionName.test(declarator.child('name')?.text ?? '')) {
        const text = code.text(declarator.parts.at(-1))
        if (text !== null && key.test(text)) return text
      }
  return null
}

/** `configuration.GetValue<int>("Mail:Port", 25)`, `GetSection("Mail")`, `GetConnectionString("Orders")`. */
export function* configurationCall(call: Call, code: Code): Iterable<Stated> {
  const { node, name, given } = call
  if (name === 'GetConnectionString' || name === 'BindConfiguration') {
    const text = code.text(given[0])
    if (text !== null && key.test(text))
      yield* stated(node, name === 'BindConfiguration' ? text : `ConnectionStrings:${text}`, null)
    return
  }
  const path = configurationKey(call, code, ':')
  const single =
    /^Get(?:Required)?(?:Section|Value)$/.test(name) &&
    holder.test(call.receiver?.text.slice(-40) ?? '')
  const text = path ?? (single ? code.text(given[0]) : null)
  if (text !== null && key.test(text))
    yield* stated(node, text, code.value(given[1]) ?? code.fallback(node))
}
