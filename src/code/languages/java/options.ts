import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { type Code, partsOf, type Rule, type Rules } from '../common/code.ts'
import { option, unknowable, variable } from '../common/stated.ts'
import {
  type Annotation,
  annotated,
  annotationNamed,
  annotationOf,
  isStaticFinal,
} from './speech.ts'

const deepest = 4

/** Configuration keys: placeholders in annotations, classes bound by a prefix, injected properties. */
const annotation: Rule = function* (node, code) {
  const one = annotationOf(node)
  yield* placeholders(node, code)
  if (/^(?:ConfigurationProperties|ConfigMapping)$/.test(one.name)) yield* bound(one, code)
  else if (/^(?:ConfigProperty|Property)$/.test(one.name)) yield* injected(one, code)
  else if (/^(?:RequestParam|RequestHeader|CookieValue|QueryValue)$/.test(one.name))
    yield* requested(one, code)
  else if (one.name === 'SpringBootApplication') yield unknowable(node, 'environment-variable')
  else if (one.name === 'ConditionalOnProperty') yield* conditional(one, code)
}

export const optionRules: Rules = {
  annotation,
  *marker_annotation(node) {
    // Relaxed binding takes every key from the environment too.
    if (
      /^(?:SpringBootApplication|EnableAutoConfiguration|QuarkusMain)$/.test(
        annotationOf(node).name,
      )
    )
      yield unknowable(node, 'environment-variable')
  },
}

/** `${server.port:8080}`, `${PORT:8080}` in any argument of an annotation. */
function* placeholders(node: SyntaxNode, code: Code): Iterable<Stated> {
  const given = partsOf(node.child('arguments')).map((part) => part.child('value') ?? part)
  for (const argument of given) {
    for (const text of code.texts(argument).all)
      for (const [, key = '', , fallback] of text.matchAll(
        /\$\{([A-Za-z][\w.-]{0,150})(:([^${}]{0,200}))?[}:]/g,
      )) {
        const value = fallback === undefined || fallback === '' ? null : fallback
        if (/-VALUE$|^COMPLETION-|^env$|^sys$|^bundle$/.test(key)) continue
        yield isScreaming(key)
          ? variable(argument, key, value)
          : option(argument, key, 'key', null, value)
      }
  }
}

function* injected(one: Annotation, code: Code): Iterable<Stated> {
  const name = code.text(one.argument('name'))
  if (name !== null && /^[\w.-]+$/.test(name))
    yield option(one.node, name, 'key', null, code.value(one.argument('defaultValue')))
}

/** What a request may carry: `@RequestParam(value = "activeOnly", defaultValue = "true")`. */
function* requested(one: Annotation, code: Code): Iterable<Stated> {
  const name = code.text(one.argument('name', 'value'))
  if (name !== null && /^[\w.-]+$/.test(name))
    yield option(one.node, name, 'parameter', null, code.value(one.argument('defaultValue')))
}

function* conditional(one: Annotation, code: Code): Iterable<Stated> {
  const prefix = code.text(one.argument('prefix'))?.replace(/\.$/, '')
  const missing = code.value(one.argument('matchIfMissing')) === 'true'
  const value = missing ? (code.value(one.argument('havingValue')) ?? 'true') : null
  for (const name of code.texts(one.argument('name', 'value')).all)
    yield option(one.node, prefix ? `${prefix}.${name}` : name, 'key', prefix ?? null, value)
}

/** The keys of a class that a prefix binds: `maxRetries` under `acme.pay` is `acme.pay.max-retries`. */
function* bound(one: Annotation, code: Code): Iterable<Stated> {
  const holder = annotated(one.node)
  const prefix = code.text(one.argument('prefix', 'value'))
  if (holder !== null && prefix !== null && /^[\w.-]+$/.test(prefix))
    yield* keysOf(holder, prefix, code, 0)
}

function* keysOf(holder: SyntaxNode, prefix: string, code: Code, depth: number): Iterable<Stated> {
  if (depth > deepest) return
  const body = partsOf(holder.child('body'))
  for (const parameter of partsOf(holder.child('parameters'))) {
    const name = parameter.child('name')
    const value = annotationNamed(parameter, /^DefaultValue$/)?.argument('value') ?? null
    yield* keyOf(parameter, name, parameter.child('type'), value, { body, prefix, code, depth })
  }
  for (const part of body)
    if (part.type === 'field_declaration' && !isStaticFinal(part))
      for (const declarator of part.children)
        yield* keyOf(
          part,
          declarator.child('name'),
          part.child('type'),
          declarator.child('value'),
          {
            body,
            prefix,
            code,
            depth,
          },
        )
    else if (part.type === 'method_declaration' && holder.type === 'interface_declaration') {
      const value = annotationNamed(part, /^WithDefault$|^Bindable$/)?.argument(
        'value',
        'defaultValue',
      )
      yield* keyOf(part, part.child('name'), part.child('type'), value ?? null, {
        body,
        prefix,
        code,
        depth,
      })
    }
}

interface Place {
  readonly body: readonly SyntaxNode[]
  readonly prefix: string
  readonly code: Code
  readonly depth: number
}

function* keyOf(
  at: SyntaxNode,
  name: SyntaxNode | null,
  type: SyntaxNode | null,
  value: SyntaxNode | null,
  { body, prefix, code, depth }: Place,
): Iterable<Stated> {
  if (name === null) return
  const given = code.text(annotationNamed(at, /^(?:WithName|Name)$/)?.argument('value'))
  const key = `${prefix}.${given ?? kebab(name.text)}`
  const nested = body.find((part) => part.child('name')?.text === type?.text && part.child('body'))
  if (nested !== undefined && nested.type !== 'enum_declaration') {
    if (nested.child('name')?.text !== name.text) yield* keysOf(nested, key, code, depth + 1)
  } else yield option(name, key, 'key', prefix, code.value(value))
}

/** `maxRetries` as relaxed binding writes it: `max-retries`. */
const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
