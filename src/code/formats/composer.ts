import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { command, dependency, script, version } from './manifests/stating.ts'

/** PHP manifests. */
export const composer: Format = {
  about: 'A composer.json states the PHP version, dependencies, scripts, commands and a version.',
  states: ['version', 'dependency', 'package-script', 'command'],
  reads: (path) => /(?:^|\/)composer\.json$/.test(path),

  *facts(file): Iterable<Stated> {
    const owner = file.path
    const { leaves } = dataIn(file)
    const name = leaves.find(({ path }) => path.length === 1 && path[0] === 'name')?.value ?? null
    for (const { path, value, at } of leaves) {
      const [section, subject] = path
      if (section === 'version' && path.length === 1 && name !== null)
        yield* version(name, 'release', value, owner, at)
      if (section === 'bin' && value !== null) yield command(value.replace(/^.*\//, ''), value, at)
      if (typeof subject !== 'string') continue
      if (section === 'scripts') yield script(subject, path.length === 2 ? value : null, owner, at)
      else if (section === 'require' || section === 'require-dev') {
        if (subject === 'php') yield* version('php', 'minimum', value, owner, at)
        else
          yield dependency(
            subject,
            value,
            owner,
            at,
            section === 'require' ? undefined : 'development',
          )
      }
    }
  },
}
