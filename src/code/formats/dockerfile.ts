import type { Format, Stated } from '../extractor.ts'
import { readVariables, setVariable, unquoted } from './environment-maps.ts'

// A backslash at the end of a line carries the instruction on; comment lines between are let pass.
const instruction =
  /^[ \t]*([A-Za-z]+)[ \t]+([^\\\n]*(?:\\(?:[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*|[^\n])[^\\\n]*)*)/gm
const pair = /([A-Za-z_][A-Za-z0-9_]*)=("(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?:[^\s\\]|\\[\s\S])*)/g

/** Dockerfiles: `ENV`, `ARG` and `EXPOSE`. */
export const dockerfile: Format = {
  about: 'A Dockerfile sets environment variables, takes build arguments and exposes ports.',
  states: ['environment-variable', 'option', 'setting'],
  reads: (path) =>
    /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.(?:Dockerfile|Containerfile)$/i.test(
      path,
    ),

  *facts({ text }): Iterable<Stated> {
    for (const found of text.matchAll(instruction)) {
      const [whole, name = '', rest = ''] = found
      const start = found.index + whole.length - rest.length
      switch (name.toUpperCase()) {
        case 'ENV':
          yield* environment(rest, start)
          break
        case 'ARG':
          yield* argument(rest.trim(), start)
          break
        case 'EXPOSE':
          for (const [port] of rest.matchAll(/\d+(?:\/\w+)?/g))
            yield {
              kind: 'setting',
              subject: 'EXPOSE',
              role: 'setting',
              owner: 'Dockerfile',
              value: port.replace(/\/tcp$/, ''),
              at: start,
            }
      }
    }
  },
}

function* environment(rest: string, start: number): Iterable<Stated> {
  // `ENV NAME value` is the old form: one variable, the rest of the line its value.
  const old = /^([A-Za-z_][A-Za-z0-9_]*)[ \t]+([\s\S]+)$/.exec(rest)
  if (old !== null && !/^[A-Za-z_][A-Za-z0-9_]*=/.test(rest)) {
    yield* defaulted(setVariable(old[1] ?? '', unquoted((old[2] ?? '').trim()), start))
    return
  }
  for (const found of rest.matchAll(pair)) {
    const [, name = '', value = ''] = found
    yield* defaulted(setVariable(name, unquoted(value), start + found.index))
    yield* readVariables(value, start + found.index)
  }
}

/** What the image sets holds unless the container is started with another value. */
function* defaulted(facts: Iterable<Stated>): Iterable<Stated> {
  for (const fact of facts) yield { ...fact, isDefault: (fact.value ?? null) !== null }
}

function* argument(rest: string, at: number): Iterable<Stated> {
  const [, subject, value] = /^([A-Za-z_][A-Za-z0-9_]*)(?:=(.*))?/s.exec(rest) ?? []
  if (subject === undefined) return
  const literal = value === undefined ? null : unquoted(value.trim())
  yield {
    kind: 'option',
    subject,
    role: 'declaration',
    owner: 'ARG',
    value: literal,
    isDefault: literal !== null,
    at,
  }
}
