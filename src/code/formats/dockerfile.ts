import type { Format, Stated } from '../extractor.ts'
import { readVariables, setVariable, unquoted } from './environment-maps.ts'
import { imageParts, imageVersion } from './manifests/images.ts'

// A backslash at the end of a line carries the instruction on; comment lines between are let pass.
const instruction =
  /^[ \t]*([A-Za-z]+)[ \t]+([^\\\n]*(?:\\(?:[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*|[^\n])[^\\\n]*)*)/gm
const pair = /([A-Za-z_][A-Za-z0-9_]*)=("(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?:[^\s\\]|\\[\s\S])*)/g

/** Dockerfiles: `FROM`, `ENV`, `ARG` and `EXPOSE`. */
export const dockerfile: Format = {
  about:
    'A Dockerfile builds on images, sets environment variables, takes build arguments and exposes ports.',
  states: ['environment-variable', 'option', 'setting', 'image', 'version'],
  reads: (path) =>
    /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.(?:Dockerfile|Containerfile)$/i.test(
      path,
    ),

  *facts({ path, text }): Iterable<Stated> {
    const stages = new Set<string>()
    const given = new Map<string, string>()
    for (const found of text.matchAll(instruction)) {
      const [whole, name = '', rest = ''] = found
      const start = found.index + whole.length - rest.length
      switch (name.toUpperCase()) {
        case 'FROM':
          yield* baseImage(rest, stages, given, path, start)
          break
        case 'ENV':
          yield* environment(rest, start)
          break
        case 'ARG':
          for (const fact of argument(rest.trim(), start)) {
            if (fact.value != null) given.set(fact.subject, fact.value)
            yield fact
          }
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

/** `FROM --platform=… image AS stage`; a stage that is built on again is no image, and arguments with defaults are filled in. */
function* baseImage(
  rest: string,
  stages: Set<string>,
  given: ReadonlyMap<string, string>,
  owner: string,
  at: number,
): Iterable<Stated> {
  const [written, as, stage] = rest.split(/\s+/).filter((word) => !word.startsWith('--'))
  const image = (written ?? '').replace(
    /\$\{?(\w+)(?::-([^}]*))?\}?/g,
    (whole, name: string, fallback?: string) => given.get(name) ?? fallback ?? whole,
  )
  if (!stages.has(image) && image !== 'scratch' && !/[${}]/.test(image)) {
    const { name, tag } = imageParts(image)
    yield { kind: 'image', subject: name, role: 'image', owner, value: tag, at }
    yield* imageVersion(image, owner, at)
  }
  if (/^as$/i.test(as ?? '') && stage !== undefined) stages.add(stage)
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
