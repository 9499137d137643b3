import type { Stated } from '../extractor.ts'

const name = /^[A-Za-z_][A-Za-z0-9_]*$/

/** A value as a deployment writes it: `${PORT:-8080}` gives another variable with its default. */
export const substituted = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?[^}]*\}/g

/** A variable that a deployment sets. */
export const setVariable = (
  subject: string,
  value: string | null,
  at: number,
): Iterable<Stated> => {
  if (!name.test(subject)) return []
  const literal = value === null || value === '' || /\$[{(A-Za-z]/.test(value) ? null : value
  return [{ kind: 'environment-variable', subject, role: 'declaration', value: literal, at }]
}

/** The variables that a deployment's text reads: `${DATABASE_URL:-postgres://localhost}`. */
export function* readVariables(text: string, at: number): Iterable<Stated> {
  for (const [, subject = '', fallback] of text.matchAll(substituted)) {
    const value = fallback === undefined || fallback === '' ? null : fallback
    yield {
      kind: 'environment-variable',
      subject,
      role: 'read',
      value,
      isDefault: value !== null,
      at,
    }
  }
}

/** `NAME=value`, or a name alone. */
export const assignment = (text: string): readonly [name: string, value: string | null] => {
  const equals = text.indexOf('=')
  if (equals < 0) return [text.trim(), null]
  return [text.slice(0, equals).trim(), unquoted(text.slice(equals + 1).trim())]
}

/** A value without the quotes around it. */
export const unquoted = (text: string): string => text.replace(/^(["'])([\s\S]*)\1$/, '$2')
