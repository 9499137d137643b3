import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { assignment, readVariables, setVariable } from './environment-maps.ts'
import { imageFact } from './kubernetes/images.ts'

/** Compose files: services and their images, the variables that they are given, and those that the file itself reads. */
export const compose: Format = {
  about:
    'A Compose file names services and images, gives them environment variables, and reads some itself with defaults.',
  states: ['environment-variable', 'image', 'resource'],
  reads: (path) => /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    const services = new Set<string>()
    for (const { path, value, at } of dataIn(file).leaves) {
      const [top, service] = path
      if (top === 'services' && typeof service === 'string' && !services.has(service)) {
        services.add(service)
        yield { kind: 'resource', subject: service, owner: 'service', role: 'service', at }
      }
      if (top === 'services' && path.length === 3 && path[2] === 'image')
        yield* imageFact(value, file.path, at)
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
