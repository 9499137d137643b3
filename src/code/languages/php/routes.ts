import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Call, type Code, type Rules } from '../common/code.ts'
import { httpMethods, route, routePaths } from '../common/routes.ts'
import { unknowable } from '../common/stated.ts'
import { attributed, attributesOf, classes, valueAt } from './speech.ts'

const routers = /(?:^|\W)(?:Route|Router|app|router|routes|group)(?:\(\))?$/
const attributeVerb = /^(?:Route|Get|Post|Put|Patch|Delete|Head|Options)$/

/** Routes by attributes: Symfony's `#[Route('/x', methods: ['GET'])]`, with the prefix of the class. */
export const routeRules: Rules = {
  *attribute(node, code) {
    const call = code.speech.callOf(node)
    const target = attributed(node)
    if (call === null || !attributeVerb.test(call.name)) return
    const isInvokable =
      target?.type === 'class_declaration' &&
      /__invoke/.test(target.child('body')?.text.slice(0, 20_000) ?? '')
    if (target?.type !== 'method_declaration' && !isInvokable) return
    const outer = target.type === 'method_declaration' ? around(node, classes) : null
    const above = attributesOf(outer).find(({ name }) => name === 'Route')
    const prefix = above ? pathOf(above, code) : ''
    const own = pathOf(call, code)
    if (prefix === null || own === null) yield unknowable(node, 'route')
    const verbs = call.name === 'Route' ? verbsOf(call.named.get('methods'), code) : [call.name]
    yield* stated(node, [prefix ?? '', own ?? ''], own === null ? [] : verbs)
  },
}

const pathOf = (call: Call, code: Code): string | null => {
  const given = call.named.get('path') ?? call.given[0]
  return given === undefined ? '' : code.text(given)
}

const verbsOf = (given: SyntaxNode | undefined | null, code: Code): readonly (string | null)[] => {
  const all = code.texts(given).all.flatMap((text) => text.split(/[,|]\s*/))
  return all.length === 0 ? [null] : all
}

function* stated(
  node: SyntaxNode,
  parts: readonly string[],
  methods: readonly (string | null)[],
): Iterable<Stated> {
  for (const path of routePaths(...parts))
    for (const method of methods) yield route(node, path, method)
}

/** Laravel's `Route::get('/x', …)` inside its groups, Slim's `$app->get('/x', …)`, WordPress' `register_rest_route`. */
export function* routeCall(call: Call, code: Code): Iterable<Stated> {
  const { node, name, given } = call
  if (name === 'register_rest_route') {
    const [space, path] = [code.text(given[0]), code.text(given[1])]
    const methods = verbsOf(valueAt(given[2], 'methods'), code)
    if (space === null || path === null) yield unknowable(node, 'route')
    else yield* stated(node, [space, path.replace(/\(\?P<(\w+)>[^)]{0,100}\)/g, '{$1}')], methods)
    return
  }
  if (!routers.test(call.receiver?.text.slice(-30) ?? '') || given.length < 2) return
  const isVerb = httpMethods.test(name)
  if (isVerb || name === 'any' || name === 'map' || name === 'match') {
    const isListed = name === 'match' || name === 'map'
    const path = code.text(given[isListed ? 1 : 0])
    const prefix = prefixAround(node, code)
    const isRoute =
      path !== null &&
      (path.startsWith('/') || call.receiver?.text.endsWith('Route') || path === '')
    if (path === null ? call.receiver?.text === 'Route' : prefix === null)
      yield unknowable(node, 'route')
    if (path !== null && isRoute)
      yield* stated(
        node,
        [prefix ?? '', path],
        isListed ? verbsOf(given[0], code) : [isVerb ? name : null],
      )
  } else if (/^(?:apiR|r)esource$/.test(name)) yield* resource(call, code)
}

const standard = [
  ['index', 'get', ''],
  ['store', 'post', ''],
  ['create', 'get', '/create'],
  ['show', 'get', '/{id}'],
  ['edit', 'get', '/{id}/edit'],
  ['update', 'put', '/{id}'],
  ['update', 'patch', '/{id}'],
  ['destroy', 'delete', '/{id}'],
] as const

/** `Route::resource('photos.comments', …)->only(['index'])` */
function* resource(call: Call, code: Code): Iterable<Stated> {
  const name = code.text(call.given[0])
  const prefix = prefixAround(call.node, code)
  if (name === null || prefix === null) yield unknowable(call.node, 'route')
  if (name === null) return
  const base = name.replace(/\./g, '/{parent}/')
  const [only, except] = [chained(call.node, 'only', code), chained(call.node, 'except', code)]
  for (const [action, method, rest] of standard) {
    if (call.name === 'apiResource' && /^(?:create|edit)$/.test(action)) continue
    if ((only !== null && !only.includes(action)) || except?.includes(action)) continue
    yield* stated(call.node, [prefix ?? '', base, rest], [method])
  }
}

const chained = (node: SyntaxNode, method: string, code: Code): readonly string[] | null => {
  let at = node
  for (let depth = 0; depth < 10; depth++) {
    const parent = at.parent
    if (parent?.type !== 'member_call_expression' || at.field !== 'object') return null
    if (parent.child('name')?.text === method)
      return code.texts(code.speech.callOf(parent)?.given[0]).all
    at = parent
  }
  return null
}

/** What the groups around put before a path; null when it is not literal. */
function prefixAround(node: SyntaxNode, code: Code): string | null {
  const parts: string[] = []
  for (let at = node.parent; at !== null; at = at.parent) {
    const call = code.speech.callOf(at)
    if (call?.name !== 'group') continue
    const [first] = call.given
    const inArray = valueAt(first, 'prefix')
    const slim =
      call.given.length > 1 && first?.type !== 'array_creation_expression' ? code.text(first) : ''
    const own = inArray === null ? slim : code.text(inArray)
    const before = prefixIn(call.receiver, code)
    if (own === null || before === null) return null
    parts.unshift(before, own)
  }
  return parts.join('/')
}

/** `Route::middleware('auth')->prefix('admin')` */
const prefixIn = (chain: SyntaxNode | null, code: Code): string | null => {
  let at = chain
  for (let depth = 0; at !== null && depth < 10; depth++) {
    const call = code.speech.callOf(at)
    if (call === null) return ''
    if (call.name === 'prefix') return code.text(call.given[0])
    at = call.receiver
  }
  return ''
}
