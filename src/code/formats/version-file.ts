import type { Format, Stated } from '../extractor.ts'
import { linesIn } from './manifests/lines.ts'
import { version } from './manifests/stating.ts'

const python = /(?:^|\/)(?:__init__|__version__|_version|version|__about__|about)\.py$/
const constants = /(?:^|\/)version\.(?:rb|go)$/
const plain = /(?:^|\/)(?:VERSION|version)(?:\.txt)?$/

const patterns: readonly (readonly [RegExp, RegExp])[] = [
  [
    python,
    /^(?:__version__|VERSION|version)(?:\s*:\s*\w+)?\s*=\s*(?:__version__\s*=\s*)?["']([^"']{1,60})["']/,
  ],
  [/\.rb$/, /^\s*VERSION\s*=\s*["']([^"']{1,60})["']/],
  [/\.go$/, /^\s*(?:(?:const|var)\s+)?[vV]ersion(?:\s+string)?\s*=\s*["`]([^"`]{1,60})["`]/],
]

/** Where a program states its own version: `__version__`, `VERSION` of a gem, `Version` of a Go program, a file VERSION. */
export const versionFile: Format = {
  about:
    'A program states its own version in a constant or in a file VERSION, under the name of the folder; at the root under `release`.',
  states: ['version'],
  reads: (path) => python.test(path) || constants.test(path) || plain.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const subject = subjectOf(path)
    if (plain.test(path)) {
      const stated = /^\s*v?(\d+(?:\.\d+){1,3}(?:[-.+]?[A-Za-z][\w.+-]{0,40})?)\s*$/.exec(text)?.[1]
      if (stated !== undefined) yield* version(subject, 'release', stated, path, 0)
      return
    }
    const pattern = patterns.find(([files]) => files.test(path))?.[1]
    for (const line of linesIn(text)) {
      const stated = pattern?.exec(line.text)?.[1]
      if (stated !== undefined && /^v?\d/.test(stated))
        yield* version(subject, 'release', stated, path, line.at)
    }
  },
}

/** What the version is of: the package's folder; folders that only hold code say nothing. */
function subjectOf(path: string): string {
  const folders = path.split('/').slice(0, -1)
  const own = folders.filter((name) => !/^(?:src|lib|pkg|internal|version|core|common)$/.test(name))
  return own.at(-1) ?? 'release'
}
