import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { assignment, readVariables, setVariable } from './environment-maps.ts'

/** Compose files: the variables that services are given, and those that the file itself reads. */
export const compose: Format = {
  about:
    'A Compose file gives services environment variables, and reads some itself with defaults.',
  states: ['environment-variable'],
  reads: (path) => /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    for (const { path, value, at } of dataIn(file).leaves) {
      const place = path.lastIndexOf('environment')
      const key = path[place + 1]
      if (place >= 0 && path.length === place + 2)
        yield* typeof key === 'number'
          ? setVariable(...assignment(value ?? ''), at)
          : setVariable(key ?? '', value, at)
      yield* readVariables(value ?? '', at)
    }
  },
}
