import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { target } from './manifests/stating.ts'

/** tox's own settings in TOML: https://tox.wiki/en/latest/reference/config.html */
export const toxToml: Format = {
  about: 'A tox.toml states environments, as targets.',
  states: ['build-target'],
  reads: (path) => /(?:^|\/)tox\.toml$/.test(path),

  *facts(file): Iterable<Stated> {
    for (const { path, value, at } of dataIn(file).leaves) {
      const [table, name] = path
      if (table === 'env' && typeof name === 'string') yield target(name, file.path, at)
      if (table === 'env_list' && path.length === 2 && value !== null)
        yield target(value, file.path, at)
    }
  },
}
