import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Call, type Code, partsOf, type Rules } from '../common/code.ts'
import { httpMethods, route, routePaths } from '../common/routes.ts'
import { unknowable } from '../common/stated.ts'
import { blocksAround } from './speech.ts'

/** Routes of Rails, where a block draws them, and of Sinatra and its like, where a block answers them. */
export const routeRules: Rules = {
  *call(node, code) {
    const call = code.speech.callOf(node)
    if (call === null || (call.receiver !== null && call.name !== 'root')) return
    const isVerb = httpMethods.test(call.name)
    if (!isVerb && !/^(?:match|root|resources?|mount)$/.test(call.name)) return
    const around = blocksAround(node).map((outer) => code.speech.callOf(outer))
    if (
      around.some((outer) => outer?.name === 'draw') ||
      /(?:^|\/)routes(?:\/|\.rb$)/.test(code.path)
    )
      yield* drawn(
        call,
        around.filter((outer) => outer !== null),
        code,
      )
    else if (isVerb && node.child('block') !== null) yield* answered(call, code)
  },
}

/** `get '/orders/:id' do … end` */
function* answered(call: Call, code: Code): Iterable<Stated> {
  const text = code.text(call.given[0])
  if (text?.startsWith('/'))
    for (const path of routePaths(text)) yield route(call.node, path, call.name)
}

function* drawn(call: Call, around: readonly Call[], code: Code): Iterable<Stated> {
  const prefix = prefixOf(around, code)
  if (prefix === null || call.name === 'mount') yield unknowable(call.node, 'route')
  else if (call.name === 'root') yield* stated(call.node, [prefix], ['get'])
  else if (/^resources?$/.test(call.name)) yield* resources(call, prefix, code)
  else yield* single(call, prefix, code)
}

function* stated(
  node: SyntaxNode,
  parts: readonly string[],
  methods: readonly (string | null)[],
): Iterable<Stated> {
  for (const whole of expanded(parts.join('/')))
    for (const path of routePaths(whole))
      for (const method of methods) yield route(node, path, method)
}

/** `/top(/:length(/page/:page))` stands for three paths, from the shortest. */
function expanded(written: string): readonly string[] {
  const paths = [written.slice(0, 300).replaceAll('(.:format)', '')]
  for (let depth = 0; depth < 4; depth++) {
    const path = paths[0] ?? ''
    const inner = /\([^()]*\)/.exec(path)?.[0]
    if (inner === undefined) break
    paths.unshift(path.replace(inner, ''))
  }
  return paths.map((path) => path.replace(/[()]/g, ''))
}

/** What the blocks around put before a path; null when it is not literal. */
function prefixOf(around: readonly Call[], code: Code): string | null {
  let prefix = ''
  for (const call of around) {
    const name = code.text(call.given[0])
    const own = call.named.has('path') ? code.text(call.named.get('path')) : name
    if (call.name === 'resources' && own !== null) prefix += `/${own}/:id`
    else if (call.name === 'collection') prefix = prefix.replace(/\/:id$/, '')
    else if (/^(?:resource|namespace)$/.test(call.name) && own !== null) prefix += `/${own}`
    else if (call.name === 'scope') {
      const path = call.named.has('path')
        ? code.text(call.named.get('path'))
        : call.given.length > 0
          ? name
          : ''
      if (path === null) return null
      prefix += `/${path}`
    } else if (/^(?:resources?|namespace|concern|shallow)$/.test(call.name)) return null
  }
  return prefix
}

/** `get 'orders/:id', to: …`, `get 'orders' => …`, `match 'x', via: [:get, :post]`, `post :close, on: :member`. */
function* single(call: Call, prefix: string, code: Code): Iterable<Stated> {
  const pair = partsOf(call.node.child('arguments')).find(
    (part) => part.type === 'pair' && part.child('key')?.type === 'string',
  )
  const given = call.given.length > 0 ? call.given : pair ? [pair.child('key')] : []
  const via = code.texts(call.named.get('via')).all.filter((name) => httpMethods.test(name))
  const methods = call.name !== 'match' ? [call.name] : via.length > 0 ? via : [null]
  const place = code.text(call.named.get('on'))
  const base = place === 'collection' ? prefix.replace(/\/:id$/, '') : prefix
  for (const argument of given) {
    const path = code.text(argument)
    if (path === null) yield unknowable(call.node, 'route')
    else yield* stated(call.node, [base, path], methods)
  }
}

const standard = {
  index: ['get', ''],
  create: ['post', ''],
  new: ['get', '/new'],
  edit: ['get', '/:id/edit'],
  show: ['get', '/:id'],
  update: ['patch', '/:id'],
  replace: ['put', '/:id'],
  destroy: ['delete', '/:id'],
} as const

/** The standard routes of a resource, as far as `only` and `except` leave them. */
function* resources(call: Call, prefix: string, code: Code): Iterable<Stated> {
  const only = call.named.get('only')
  const except = call.named.get('except')
  const [kept, left] = [code.texts(only), code.texts(except)]
  if (!kept.isWhole || !left.isWhole || call.named.has('shallow') || call.named.has('concerns'))
    yield unknowable(call.node, 'route')
  const isOne = call.name === 'resource'
  for (const argument of call.given) {
    const name = call.named.has('path') ? code.text(call.named.get('path')) : code.text(argument)
    if (name === null) {
      yield unknowable(call.node, 'route')
      continue
    }
    for (const [action, [method, rest]] of Object.entries(standard)) {
      const asked = action === 'replace' ? 'update' : action
      if (only !== undefined && !kept.all.includes(asked)) continue
      if (left.all.includes(asked) || (isOne && action === 'index')) continue
      yield* stated(call.node, [prefix, name, isOne ? rest.replace('/:id', '') : rest], [method])
    }
  }
}
