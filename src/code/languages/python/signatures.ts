import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Rules } from './file.ts'
import { classOf, lastName } from './names.ts'

/** What functions and methods take, as written; a decorator that may change it leaves it untold. */
export const signatureRules: Rules = {
  *function_definition(node) {
    const name = node.child('name')?.text
    const holder = classOf(node)?.child('name')?.text ?? null
    const isConstructor = name === '__init__' && holder !== null
    if (name === undefined || (/^__\w+__$/.test(name) && !isConstructor)) return
    const decorators = decoratorsOf(node)
    if (decorators.includes('property') || decorators.includes('cached_property')) return
    const isKept = decorators.every((one) => harmless.test(one))
    yield {
      kind: 'signature',
      subject: isConstructor ? holder : name,
      role: isConstructor ? 'class' : holder === null ? 'function' : 'method',
      owner: isConstructor ? null : holder,
      value: isKept
        ? parametersOf(node, holder !== null && !decorators.includes('staticmethod'))
        : null,
      at: node.start,
    }
  },
}

const harmless =
  /^(?:staticmethod|classmethod|abstractmethod|contextmanager|asynccontextmanager|lru_cache|cache|wraps|final|override|deprecated|coroutine|total_ordering|no_type_check)$/

const decoratorsOf = (node: SyntaxNode): readonly string[] =>
  node.parent?.type === 'decorated_definition'
    ? node.parent.parts
        .filter(({ type }) => type === 'decorator')
        .map((decorator) => lastName(decorator.parts[0] ?? null) ?? '')
    : []

const parametersOf = (node: SyntaxNode, isBound: boolean): string | null => {
  const parameters = node.child('parameters')
  if (parameters === null || parameters.end - parameters.start > 1_000) return null
  const [first, ...rest] = parameters.parts
  const own = isBound && first?.type === 'identifier' ? rest : parameters.parts
  return own.map(({ text }) => text.replace(/\s+/g, ' ')).join(', ')
}
