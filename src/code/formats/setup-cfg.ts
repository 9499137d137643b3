import type { Format, Stated } from '../extractor.ts'
import { anyName } from '../extractor.ts'
import { linesIn, nameOf } from './manifests/lines.ts'
import { requirementFacts } from './manifests/python-requirements.ts'
import { command, target, version } from './manifests/stating.ts'

interface Entry {
  readonly section: string
  readonly key: string
  readonly value: string
  readonly at: number
}

/** setuptools' setup.cfg and tox.ini: sections, keys, and values that go on in indented lines. */
export const setupCfg: Format = {
  about:
    'A setup.cfg states a version, the Python versions it runs on, dependencies, extras and commands; a tox.ini states environments.',
  states: ['version', 'dependency', 'option', 'command', 'build-target'],
  reads: (path) => /(?:^|\/)(?:setup\.cfg|tox\.ini)$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const entries = [...entriesIn(text)]
    if (nameOf(path) === 'tox.ini') yield* environments(entries, path)
    else yield* metadata(entries, path)
  },
}

/** Each line of each value, with the key it belongs to. */
function* entriesIn(text: string): Generator<Entry> {
  let section = ''
  let key = ''
  for (const { text: line, at } of linesIn(text)) {
    const header = /^\[([^\]]+)\]/.exec(line)?.[1]
    const assigned = /^([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(.*)$/.exec(line)
    if (header !== undefined) {
      section = header.trim()
      key = ''
      yield { section, key, value: '', at }
    } else if (assigned !== null) {
      key = assigned[1] ?? ''
      if ((assigned[2] ?? '') !== '') yield { section, key, value: assigned[2] ?? '', at }
    } else if (/^[ \t]+[^\s#;]/.test(line)) yield { section, key, value: line.trim(), at }
  }
}

function* metadata(entries: readonly Entry[], owner: string): Iterable<Stated> {
  const name = entries.find(({ section, key }) => section === 'metadata' && key === 'name')?.value
  for (const { section, key, value, at } of entries) {
    if (section === 'metadata' && key === 'version' && name !== undefined && /^v?\d/.test(value))
      yield* version(name, 'release', value, owner, at)
    if (section === 'options' && key === 'python_requires')
      yield* version('python', 'minimum', value, owner, at)
    if (section === 'options' && key === 'install_requires')
      yield* requirementFacts(value, owner, at)
    if (section === 'options.extras_require') {
      if (key !== '') yield { kind: 'option', subject: key, role: 'key', owner: 'extras', at }
      yield* requirementFacts(value, owner, at)
    }
    if (section === 'options.entry_points' && /(?:console|gui)_scripts/.test(key)) {
      const [, subject, entry] = /^([\w.-]+)\s*=\s*(\S+)/.exec(value) ?? []
      if (subject !== undefined) yield command(subject, entry ?? null, at)
    }
  }
}

/** `envlist = py{38,39}-{unit,lint}` and the sections `[testenv:docs]`. */
function* environments(entries: readonly Entry[], owner: string): Iterable<Stated> {
  for (const { section, key, value, at } of entries) {
    const named = key === '' ? /^(?:testenv|env):(.+)$/.exec(section)?.[1] : undefined
    const listed = section === 'tox' && /^env_?list$/.test(key) ? value : (named ?? '')
    for (const name of expanded(listed)) yield target(name, owner, at)
    // tox makes environments of the factors of a name: `py312`, `py312-django5`.
    if (section === 'testenv' && key === '') yield target(anyName, owner, at)
  }
}

/** What shell-like braces stand for; more than a hundred names are nobody's list. */
function expanded(list: string): readonly string[] {
  const names: string[] = []
  for (const part of list.split(/,(?![^{}]*\})|\s+/)) {
    let open = [part.trim()]
    for (let round = 0; round < 6 && open.some((name) => name.includes('{')); round += 1)
      open = open
        .flatMap((name) => {
          const braces = /\{([^{}]*)\}/.exec(name)
          return braces === null
            ? [name]
            : (braces[1] ?? '')
                .split(',')
                .map((choice) => name.replace(braces[0], () => choice.trim()))
        })
        .slice(0, 100)
    names.push(...open)
  }
  return names.filter((name) => /^[\w.-]+$/.test(name)).slice(0, 300)
}
