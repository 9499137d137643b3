import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'

/** The methods of HTTP in lower case. */
export const httpMethods = /^(?:get|post|put|patch|delete|head|options)$/

/**
 * Routes as facts write them: parts joined by one slash, each parameter `{}`. A last parameter that may be left out
 * gives two paths. Null where the text is no path.
 */
export const routePaths = (...parts: readonly string[]): readonly string[] => {
  const text = parts
    .map((part) => part.trim().replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')
  if (text.length > 300 || /[\s^$\\]/.test(text.replace(/[{<][^{}<>]{0,100}[}>]/g, ''))) return []
  const bare = text.replace(/\(\.:format\)$/, '').replace(/\/{2,}/g, '/')
  const path = `/${segments(bare)}`
  const optional = /^(.*?)\/(?:\{\w+\?\}|\{\w+=[^{}/]*\}|\(?:\w+\)|\[\/?\{[^{}/]*\}\])$/.exec(
    `/${bare}`,
  )?.[1]
  return optional === undefined ? [path] : [`/${segments(optional.replace(/^\//, ''))}`, path]
}

const segments = (path: string): string =>
  path
    .replace(/\[\/?|\]/g, (part) => (part.includes('/') ? '/' : ''))
    // Patterns inside braces hold braces of their own: `{id:[0-9]{4}}`.
    .replace(/\{(?:[^{}]|\{[^{}]{0,20}\}){0,100}\}/g, '{}')
    .split('/')
    .map((segment) =>
      segment
        .replace(/^\(?:[A-Za-z_]\w*\)?/, '{}')
        .replace(/^<[^<>]{1,60}>$/, '{}')
        .replace(/^\*+\w*$/, '{}'),
    )
    .join('/')

/** A route as a fact; the method in any case, null for any. */
export const route = (node: SyntaxNode, path: string, method: string | null): Stated => ({
  kind: 'route',
  subject: path,
  role: 'route',
  owner: method === null ? null : method.toUpperCase(),
  at: node.start,
})
