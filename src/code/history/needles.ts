import { lookUp } from '../../domain/lookup.ts'
/** Finds lines that may speak of some names, among millions of lines, without a search per name. */
export interface Needles {
  /** Names that a line holds, each once; `exact` is false where only the last part of a dotted name stands there. */
  find(line: string): readonly Hit[]
}

/** A name that a line holds. */
export interface Hit {
  readonly name: string
  readonly exact: boolean
  /** How the name stands there: itself, its last part, or another spelling. */
  readonly form: string
}

interface Needle extends Hit {
  /** What the line must hold beside the word; null when the word is all. */
  readonly whole: string | null
}

/** Prepares a search for names such as `bodyLimit`, `--cluster-by`, `server.timeout`, `@scope/package`. */
export function needlesOf(names: Iterable<string>): Needles {
  const byWord = new Map<string, Needle[]>()
  // Most words of most lines are none of ours: their length and first character already tell.
  const shapes = new Uint8Array(64 * 128)
  for (const name of new Set(names)) {
    for (const [word, needle] of formsOf(name)) {
      const listed = byWord.get(word)
      if (listed === undefined) byWord.set(word, [needle])
      else listed.push(needle)
      shapes[shapeOf(word, 0, word.length)] = 1
    }
  }
  return {
    find(line) {
      let hits: Hit[] | null = null
      for (const word of wordsIn(line, shapes)) {
        for (const needle of byWord.get(word) ?? []) {
          if (needle.whole !== null && !line.includes(needle.whole)) continue
          hits ??= []
          const known = hits.findIndex(({ name }) => name === needle.name)
          if (known < 0) hits.push(needle)
          else if (needle.exact) hits[known] = needle
        }
      }
      return hits ?? []
    },
  }
}

/** A way in which a name can stand in a line. */
export interface Form {
  /** The words that the line must hold, the most telling first. */
  readonly words: readonly string[]
  /** What the line must hold beside the first word; null when the word is all. */
  readonly whole: string | null
  /** False where only the last part of a dotted name stands there. */
  readonly exact: boolean
}

/** The ways in which a name can stand in a line that `needlesOf` finds. */
export const waysOf = (name: string): readonly Form[] =>
  [...formsOf(name)].map(([word, { exact, form, whole }]) => ({
    words: [word, ...wordsOfForm(form).filter((other) => other !== word)],
    whole,
    exact,
  }))

const shapeOf = (text: string, start: number, end: number): number =>
  Math.min(end - start, 63) * 128 + Math.min(text.charCodeAt(start), 127)

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 36 ||
  code > 127

function wordsIn(line: string, shapes: Uint8Array): readonly string[] {
  let words: string[] | null = null
  let start = -1
  for (let index = 0; index <= line.length; index += 1) {
    if (index < line.length && isWord(line.charCodeAt(index))) {
      if (start < 0) start = index
    } else if (start >= 0) {
      if (shapes[shapeOf(line, start, index)] === 1) {
        words ??= []
        words.push(line.slice(start, index))
      }
      start = -1
    }
  }
  return words ?? []
}

/** What lines that pin a language call it where they do not use its name. */
const otherwiseCalled: Readonly<Record<string, readonly string[]>> = {
  go: ['golang'],
  java: ['jdk', 'openjdk', 'sourceCompatibility', 'JavaLanguageVersion'],
  node: ['nodejs', 'node_js'],
  python: ['python_requires'],
  ruby: ['rvm', 'required_ruby_version'],
  dotnet: ['TargetFramework'],
}

/** The words by which a name can stand in code, each with what must stand around it. */
function* formsOf(name: string): Generator<readonly [string, Needle]> {
  if (name.startsWith('/')) {
    yield* routeForm(name)
    return
  }
  const bare = name.replace(/^-+/, '')
  const last = bare.split('.').at(-1) ?? bare
  yield* anchored(name, bare, true)
  // Shells and PHP write a variable's name behind a dollar sign, which elsewhere is part of a name.
  if (/^\w+$/.test(bare)) {
    yield [`$${bare}`, { name, form: `$${bare}`, exact: true, whole: null }]
  }
  for (const other of lookUp(otherwiseCalled, name) ?? []) yield* anchored(name, other, true)
  if (last !== bare) yield* anchored(name, last, false)
  for (const form of spellings(last)) if (form !== last) yield* anchored(name, form, last === bare)
}

/** A route's parameters are spelt in many ways, and its beginning may stand elsewhere: its last fixed part is looked for. */
function* routeForm(name: string): Generator<readonly [string, Needle]> {
  const fixed = name.split('/').findLast((segment) => segment !== '' && !segment.includes('{}'))
  if (fixed === undefined) return
  for (const [word, needle] of anchored(name, fixed, true))
    yield [word, { ...needle, form: `/${fixed}`, whole: fixed }]
}

const wordsOfForm = (text: string): readonly string[] =>
  text.split(/[^\w$\u0080-\uffff]+/).filter((word) => word !== '')

function* anchored(
  name: string,
  text: string,
  exact: boolean,
): Generator<readonly [string, Needle]> {
  const words = wordsOfForm(text)
  const anchor = words.reduce((best, word) => (word.length > best.length ? word : best), '')
  if (anchor !== '') {
    yield [anchor, { name, exact, form: text, whole: anchor === text ? null : text }]
  }
}

/** A kebab-case name as code spells it elsewhere: `cluster-by`, `cluster_by`, `clusterBy`. */
export function spellings(name: string): readonly string[] {
  const bare = name.replace(/^-+/, '')
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)+$/i.test(bare)) return [bare]
  const camel = bare.replace(/-([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())
  return [bare, bare.replaceAll('-', '_'), camel]
}
