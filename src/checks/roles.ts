import type { ClaimKind } from '../domain/claim.ts'
import { lookUp } from '../domain/lookup.ts'

const symbols =
  'func class meth attr data exc obj const type any py macro struct enum member signal'
const settings = 'setting param'

/** The kinds of claim that a role speaks of; a role that is not here says nothing of the kind. */
const kindsOf: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    symbols.split(' ').map((role) => [role, ['symbol', 'option', 'default-value']]),
  ),
  ...Object.fromEntries(
    settings.split(' ').map((role) => [role, ['option', 'setting', 'default-value']]),
  ),
  mod: ['symbol', 'code-sample'],
  envvar: ['environment-variable', 'default-value'],
  file: ['file-path'],
  option: ['cli-flag', 'option', 'default-value'],
  program: ['command'],
  pypi: ['dependency', 'link', 'code-host-link'],
  command: ['command', 'package-script'],
}

/** Said of words that name nothing in code: a package of others, a page, a number. */
const foreign = new Set('manpage kbd samp state event token keyword click'.split(' '))

/** Whether what a page calls by a role can be what a check looks for: an environment variable is no symbol. */
export const mayBe = (kind: ClaimKind, role: string | undefined): boolean => {
  if (role === undefined) return true
  if (foreign.has(role)) return kind === 'link' || kind === 'code-host-link'
  const kinds = lookUp(kindsOf, role)
  return kinds === undefined || kinds.includes(kind)
}
