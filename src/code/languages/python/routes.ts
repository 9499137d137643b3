import type { SyntaxNode } from '../../../syntax/node.ts'
import { walk } from '../../../syntax/node.ts'
import { anyName, type Stated } from '../../extractor.ts'
import { isRoutePath, routePath } from '../../route-path.ts'
import type { Rules } from './file.ts'
import { stringOf } from './literals.ts'
import { lastName, namedArgument, positionals } from './names.ts'

const verbs = /^(?:get|post|put|patch|delete|head|options|trace)$/
const adders =
  /^add_(get|post|put|patch|delete|head|view|route|url_rule|api_route|api_websocket_route)$/
const routers =
  /(?:^|[._])(?:app|api|router|routes?|blueprint|bp|web|server|application|v\d+)\d*$|_(?:app|api|router|bp|blueprint)$/i

/** Routes of flask, fastapi, starlette, django, aiohttp and bottle. */
export const routeRules: Rules = {
  *call(node, file) {
    const callee = node.child('function')
    const name = lastName(callee) ?? ''
    const given = positionals(node)
    const receiver = callee?.child('object')?.text.slice(0, 80) ?? ''
    const isDecorator = node.parent?.type === 'decorator'
    const first = stringOf(given[0] ?? namedArgument(node, 'path') ?? null)
    if (isDecorator && (name === 'route' || name === 'api_route' || name === 'websocket'))
      yield* routed(node, first, methodsOf(node), receiver)
    else if (
      verbs.test(name) &&
      (isDecorator || routers.test(receiver)) &&
      first !== null &&
      isRoutePath(first)
    ) {
      if (isDecorator || given.length > 1)
        yield* routed(node, first, [name.toUpperCase()], receiver)
    } else if (adders.test(name)) {
      const verb = adders.exec(name)?.[1] ?? ''
      const path = given.map(stringOf).find((text) => text?.startsWith('/')) ?? null
      yield* routed(node, path, verbs.test(verb) ? [verb.toUpperCase()] : methodsOf(node), receiver)
    } else if (/^(?:Route|WebSocketRoute)$/.test(name))
      yield* routed(node, first, methodsOf(node), '')
    else if (
      /^(?:path|re_path|url)$/.test(name) &&
      /urls?\.py$|\/urls\//.test(file.path) &&
      first !== null
    )
      yield* included(given[1] ?? null) ? [] : [route(routePath(first), null, node.start)]
  },
}

/** `path('v1/', include(…))` is only the beginning of other routes. */
const included = (view: SyntaxNode | null): boolean => lastName(view) === 'include'

const methodsOf = (node: SyntaxNode): readonly string[] => {
  const list = namedArgument(node, 'methods') ?? namedArgument(node, 'method')
  if (list === null) return []
  const names = list.type === 'string' ? [stringOf(list)] : list.parts.map(stringOf)
  return names.flatMap((name) => (name === null ? [] : [name.toUpperCase()]))
}

function* routed(
  node: SyntaxNode,
  path: string | null,
  methods: readonly string[],
  receiver: string,
): Iterable<Stated> {
  if (path === null) {
    if (node.parent?.type === 'decorator') yield route(anyName, null, node.start)
    return
  }
  if (path !== '' && !isRoutePath(path)) return
  const subject = routePath(`${prefixOf(node, receiver)}/${path}`)
  if (methods.length === 0) yield route(subject, null, node.start)
  for (const method of methods) yield route(subject, method, node.start)
}

const route = (subject: string, owner: string | null, at: number): Stated => ({
  kind: 'route',
  subject,
  role: 'route',
  owner,
  at,
})

/** `Blueprint('users', __name__, url_prefix='/users')`, `APIRouter(prefix='/users')` in the same file. */
const prefixOf = (node: SyntaxNode, receiver: string): string => {
  if (receiver === '') return ''
  let root = node
  while (root.parent !== null) root = root.parent
  return prefixesOf(root).get(receiver) ?? ''
}

const known = new WeakMap<SyntaxNode, ReadonlyMap<string, string>>()

const prefixesOf = (root: SyntaxNode): ReadonlyMap<string, string> => {
  const before = known.get(root)
  if (before !== undefined) return before
  const prefixes = new Map<string, string>()
  for (const node of walk(root)) {
    if (node.type !== 'assignment') continue
    const call = node.child('right')
    const name = node.child('left')?.text.slice(0, 80)
    if (call?.type !== 'call' || name === undefined) continue
    const prefix = stringOf(namedArgument(call, 'url_prefix') ?? namedArgument(call, 'prefix'))
    if (prefix !== null) prefixes.set(name, prefix)
  }
  known.set(root, prefixes)
  return prefixes
}
