import type { Format, SourceFile, Stated } from '../extractor.ts'
import { linesIn, nameOf } from './manifests/lines.ts'
import { requirementFacts } from './manifests/python-requirements.ts'
import { dependency, version } from './manifests/stating.ts'

const lists =
  /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|requirements\/(?:[\w.-]+\/)?[\w.-]+\.(?:txt|in)|constraints[\w.-]*\.txt)$/

/** Lists of Python packages: requirements files, a Pipfile, a conda environment. */
export const requirements: Format = {
  about: 'A requirements file, a Pipfile or a conda environment states dependencies.',
  states: ['dependency', 'version'],
  reads: (path) => lists.test(path) || /(?:^|\/)(?:Pipfile|environment\.ya?ml)$/.test(path),

  *facts(file): Iterable<Stated> {
    const name = nameOf(file.path)
    if (name === 'Pipfile') yield* pipfile(file)
    else if (/^environment/.test(name)) yield* conda(file)
    else
      for (const { text, at } of linesIn(file.text))
        if (/^[A-Za-z0-9]/.test(text)) yield* requirementFacts(text, file.path, at)
  },
}

function* pipfile({ path, text }: SourceFile): Iterable<Stated> {
  let section = ''
  for (const line of linesIn(text)) {
    section = /^\[([\w-]+)\]/.exec(line.text)?.[1] ?? section
    const [, subject = '', table, plain] =
      /^"?([\w.-]+)"?\s*=\s*(?:(\{.*)|"([^"]*)")/.exec(line.text) ?? []
    const constraint = plain ?? /version\s*=\s*"([^"]*)"/.exec(table ?? '')?.[1] ?? null
    if (subject === '') continue
    if (/packages$/.test(section)) yield dependency(subject, constraint, path, line.at)
    if (section === 'requires' && /^python(?:_full)?_version$/.test(subject))
      yield* version('python', 'pin', constraint, path, line.at)
  }
}

function* conda({ path, text }: SourceFile): Iterable<Stated> {
  for (const { text: line, at } of linesIn(text)) {
    const [, subject = '', constraint = ''] =
      /^\s*-\s+["']?(?:[\w-]+::)?([A-Za-z0-9][\w.-]*)\s*([<>=!~][^"'#]*)?["']?\s*(?:#.*)?$/.exec(
        line,
      ) ?? []
    if (subject === 'python') yield* version('python', 'minimum', constraint, path, at)
    else if (subject !== '') yield dependency(subject, constraint, path, at)
  }
}
