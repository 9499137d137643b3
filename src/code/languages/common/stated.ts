import type { FactRole } from '../../../domain/fact.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, type Stated } from '../../extractor.ts'

type Value = string | null
const longestParameters = 400

/** A declared name, with the literal it holds. */
export const symbol = (
  node: SyntaxNode,
  subject: string,
  role: FactRole,
  owner: string | null = null,
  value: Value = null,
): Stated => ({ kind: 'symbol', subject, role, owner, value, at: node.start })

/** The parameters of a function or method as written, brackets left out, on one line. */
export const signature = (
  node: SyntaxNode,
  subject: string,
  owner: string | null,
  parameters: SyntaxNode | null,
): Stated => {
  const written = parameters?.text.slice(0, longestParameters + 1) ?? ''
  const value =
    written.length > longestParameters
      ? null
      : written
          .replace(/^\(|\)$/g, '')
          .replace(/\s+/g, ' ')
          .trim()
  return {
    kind: 'signature',
    subject,
    role: owner === null ? 'function' : 'method',
    owner,
    value,
    at: node.start,
  }
}

/** One value of a closed set. */
export const member = (node: SyntaxNode, subject: string, owner: string): Stated => ({
  kind: 'member',
  subject,
  role: 'constant',
  owner,
  at: node.start,
})

/** A configuration key, a parameter or an option; a value is its default. */
export const option = (
  node: SyntaxNode,
  subject: string,
  role: FactRole,
  owner: string | null,
  value: Value = null,
): Stated => ({
  kind: 'option',
  subject,
  role,
  owner,
  value,
  isDefault: value !== null,
  at: node.start,
})

/** A read of an environment variable. */
export const variable = (node: SyntaxNode, subject: string, value: Value = null): Stated => ({
  kind: 'environment-variable',
  subject,
  role: 'read',
  value,
  isDefault: value !== null,
  at: node.start,
})

/** The code gives an environment variable a value. */
export const setVariable = (node: SyntaxNode, subject: string, value: Value): Stated => ({
  kind: 'environment-variable',
  subject,
  role: 'declaration',
  value,
  at: node.start,
})

/** A flag of a command, with its dashes; a value is its default. */
export const flag = (
  node: SyntaxNode,
  subject: string,
  owner: string | null,
  value: Value = null,
): Stated => ({
  kind: 'cli-flag',
  subject,
  role: 'flag',
  owner,
  value,
  isDefault: value !== null,
  at: node.start,
})

/** A subcommand; its owner is the words before it. */
export const command = (
  node: SyntaxNode,
  subject: string,
  owner: string | null = null,
): Stated => ({
  kind: 'command',
  subject,
  role: 'command',
  owner,
  at: node.start,
})

/** A metric; its value is its type. */
export const metric = (node: SyntaxNode, subject: string, type: Value): Stated => ({
  kind: 'metric',
  subject,
  role: 'metric',
  value: type,
  at: node.start,
})

/** A switch that turns a feature on. */
export const featureFlag = (node: SyntaxNode, subject: string, value: Value = null): Stated => ({
  kind: 'feature-flag',
  subject,
  role: 'flag',
  value,
  isDefault: value !== null,
  at: node.start,
})

/** A table, or a column of the table that owns it. */
export const table = (
  node: SyntaxNode,
  subject: string,
  owner: string | null = null,
  type: Value = null,
): Stated => ({
  kind: 'table',
  subject,
  role: owner === null ? 'table' : 'column',
  owner,
  value: type,
  at: node.start,
})

/** Names of a kind that only a running program knows: the list is not whole, for its owner or at all. */
export const unknowable = (
  node: SyntaxNode,
  kind: Stated['kind'],
  owner: string | null = null,
): Stated => ({
  kind,
  subject: anyName,
  role: kind === 'cli-flag' ? 'flag' : kind === 'environment-variable' ? 'read' : 'declaration',
  owner,
  at: node.start,
})
