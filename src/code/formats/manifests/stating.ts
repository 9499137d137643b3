import type { Stated } from '../../extractor.ts'

/** A package that a manifest asks for, with its constraint as written; null where any version will do. */
export const dependency = (
  subject: string,
  constraint: string | null,
  owner: string,
  at: number,
  role: 'dependency' | 'development' = 'dependency',
): Stated => ({
  kind: 'dependency',
  subject,
  role,
  owner,
  value: constraint === null || constraint.trim() === '' ? null : constraint.trim(),
  at,
})

/** A version of a language, a tool or a package; nothing where the file computes it. */
export const version = (
  subject: string,
  role: 'release' | 'minimum' | 'pin',
  value: string | null,
  owner: string,
  at: number,
): readonly Stated[] => {
  const literal = (value ?? '').trim()
  if (!/\d/.test(literal) || /[${}]|<%/.test(literal) || literal.length > 100) return []
  return [{ kind: 'version', subject, role, owner, value: literal, at }]
}

/** A command that a manifest installs. */
export const command = (subject: string, value: string | null, at: number): Stated => ({
  kind: 'command',
  subject,
  role: 'command',
  owner: null,
  value,
  at,
})

/** A script that a package manager runs by its name. */
export const script = (
  subject: string,
  value: string | null,
  owner: string,
  at: number,
): Stated => ({ kind: 'package-script', subject, role: 'script', owner, value, at })

/** A target of a build tool. */
export const target = (subject: string, owner: string, at: number): Stated => ({
  kind: 'build-target',
  subject,
  role: 'target',
  owner,
  at,
})
