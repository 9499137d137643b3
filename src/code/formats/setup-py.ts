import type { Format, Stated } from '../extractor.ts'
import { requirementFacts } from './manifests/python-requirements.ts'
import { command, version } from './manifests/stating.ts'

/** How much of one argument is read. */
const longest = 20_000

/** setup.py: the literal arguments of `setup()`; what the program computes is left out. */
export const setupPy: Format = {
  about:
    'A setup.py states a version, the Python versions it runs on, dependencies, extras and commands, where they are literal.',
  states: ['version', 'dependency', 'option', 'command'],
  reads: (path) => /(?:^|\/)setup\.py$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const bare = text.replace(/^[ \t]*#[^\n]*/gm, (comment) => ' '.repeat(comment.length))
    const name = literal(bare, 'name')?.value ?? null
    const release = literal(bare, 'version')
    if (release && name !== null) yield* version(name, 'release', release.value, path, release.at)
    const python = literal(bare, 'python_requires')
    if (python) yield* version('python', 'minimum', python.value, path, python.at)
    for (const { value, at } of strings(collection(bare, 'install_requires', '[', ']')))
      yield* requirementFacts(value, path, at)
    const extras = collection(bare, 'extras_require', '{', '}')
    for (const { value, at, isKey } of strings(extras))
      if (isKey) yield { kind: 'option', subject: value, role: 'key', owner: 'extras', at }
      else yield* requirementFacts(value, path, at)
    for (const { value, at } of extrasInLoop(bare))
      yield { kind: 'option', subject: value, role: 'key', owner: 'extras', at }
    for (const { value, at } of strings(collection(bare, 'entry_points', '{', '}'))) {
      const [, subject, entry] = /^\s*([\w.-]+)\s*=\s*([\w.]+:[\w.]+)/.exec(value) ?? []
      if (subject !== undefined) yield command(subject, entry ?? null, at)
    }
  },
}

/** `extras_require = {x: extras(x + '.txt') for x in EXTRAS}`: the names that the loop runs over, where they are a list. */
function extrasInLoop(text: string): Iterable<Found> {
  const start = text.search(/(?<![\w.])extras_require\b/)
  if (start < 0) return []
  const loop = /\bfor \w{1,40} in (?:sorted\()?([A-Za-z_]\w{0,60})/.exec(
    text.slice(start, start + 400),
  )
  const list = new RegExp(
    String.raw`^${loop?.[1] ?? '(?!)'}[ \t]{0,9}=[ \t]{0,9}(?:\w{1,20}\()?[[{(]([^\])}]{1,4000})`,
    'm',
  ).exec(text)
  if (list === null) return []
  const at = list.index + list[0].length - (list[1] ?? '').length
  return strings({ value: list[1] ?? '', at })
}

interface Found {
  readonly value: string
  readonly at: number
}

/** `name='shop'` as an argument; null where it is computed. */
function literal(text: string, argument: string): Found | null {
  const found = new RegExp(
    String.raw`(?<![\w.])${argument}[ \t]{0,9}=[ \t]{0,9}["']([^"'\n]{1,200})["']`,
  ).exec(text)
  return found === null ? null : { value: found[1] ?? '', at: found.index }
}

/** The text between an argument's brackets. */
function collection(text: string, argument: string, open: string, close: string): Found {
  const start = new RegExp(String.raw`(?<![\w.])${argument}\s{0,9}=\s{0,9}[${open}]`).exec(text)
  if (start === null) return { value: '', at: 0 }
  const from = start.index + start[0].length
  let depth = 1
  let end = from
  while (end < text.length && end < from + longest && depth > 0) {
    if (text[end] === open) depth += 1
    if (text[end] === close) depth -= 1
    end += 1
  }
  return { value: text.slice(from, end), at: from }
}

function* strings({ value: text, at }: Found): Generator<Found & { readonly isKey: boolean }> {
  for (const found of text.matchAll(/"([^"\n]{1,300})"(\s{0,9}:)?|'([^'\n]{1,300})'(\s{0,9}:)?/g))
    yield {
      value: found[1] ?? found[3] ?? '',
      at: at + found.index,
      isKey: (found[2] ?? found[4]) !== undefined,
    }
}
