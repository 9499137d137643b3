import type { Format, Stated } from '../extractor.ts'
import { linesIn } from './manifests/lines.ts'
import { dependency, version } from './manifests/stating.ts'

/** Elixir projects, read line by line. */
export const mix: Format = {
  about: 'A mix.exs states an application’s version, the Elixir version and dependencies.',
  states: ['version', 'dependency'],
  reads: (path) => /(?:^|\/)mix\.exs$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    const name = /\bapp:\s{0,9}:(\w{1,100})/.exec(text)?.[1]
    for (const { text: line, at } of linesIn(text)) {
      const release = /^\s*(?:version:|@version)\s*"([^"]+)"/.exec(line)?.[1]
      if (release !== undefined && name !== undefined)
        yield* version(name, 'release', release, path, at)
      const elixir = /^\s*elixir:\s*"([^"]+)"/.exec(line)?.[1]
      if (elixir !== undefined) yield* version('elixir', 'minimum', elixir, path, at)
      for (const [, subject = '', constraint] of line.matchAll(/\{:(\w+),\s*(?:"([^"]+)")?/g))
        yield dependency(subject, constraint ?? null, path, at)
    }
  },
}
