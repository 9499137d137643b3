import type { Format, Stated } from '../extractor.ts'
import { linesIn, nameOf } from './manifests/lines.ts'
import { command, dependency, version } from './manifests/stating.ts'

const quoted = /["']([^"'\n]{1,100})["']/g

/** Gemfiles and gem specifications. */
export const gems: Format = {
  about:
    'A Gemfile or a gemspec states the Ruby version, dependencies, commands and a gem’s version.',
  states: ['version', 'dependency', 'command'],
  reads: (path) => /(?:^|\/)(?:Gemfile|gems\.rb)$|\.gemspec$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const isSpec = path.endsWith('.gemspec')
    const name =
      /\.name\s*=\s*["']([^"'\n]{1,100})["']/.exec(text)?.[1] ?? nameOf(path).slice(0, -8)
    for (const { text: line, at } of linesIn(text)) {
      const values = [...line.matchAll(quoted)].map((match) => match[1] ?? '')
      const [first = ''] = values
      const constraint = values
        .slice(1)
        .filter((value) => /^[<>=~!\s]*\d/.test(value))
        .join(', ')
      if (
        /^\s*(?:gem|[\w.]+\.add_(?:runtime_|development_)?dependency)\b/.test(line) &&
        first !== ''
      )
        yield dependency(
          first,
          constraint,
          path,
          at,
          /development_/.test(line) ? 'development' : undefined,
        )
      if (/^\s*ruby\s+["']/.test(line)) yield* version('ruby', 'pin', first, path, at)
      if (!isSpec) continue
      if (/\.required_ruby_version\s*=/.test(line))
        yield* version('ruby', 'minimum', values.join(', '), path, at)
      if (/\.version\s*=\s*["']/.test(line)) yield* version(name, 'release', first, path, at)
      if (/\.executables?\s*(?:=|<<)/.test(line))
        for (const value of values) yield command(value, null, at)
    }
  },
}
