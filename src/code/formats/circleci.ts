import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { imageFact } from './kubernetes/images.ts'

/** CircleCI: jobs, workflows, schedules and images. */
export const circleci: Format = {
  about: 'A CircleCI configuration states jobs, workflows, schedules and images.',
  states: ['resource', 'schedule', 'image'],
  reads: (path) => /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    const seen = new Set<string>()
    for (const { path, value, at } of dataIn(file).leaves) {
      const [top, name] = path
      const isNamed = (top === 'jobs' || top === 'workflows') && typeof name === 'string'
      if (isNamed && name !== 'version' && !seen.has(`${top} ${name}`)) {
        seen.add(`${top} ${name}`)
        const owner = top === 'jobs' ? 'job' : 'workflow'
        yield { kind: 'resource', subject: name, owner, role: 'object', at }
      }
      if (top === 'workflows' && path.at(-1) === 'cron' && typeof name === 'string')
        yield { kind: 'schedule', subject: name, owner: 'workflow', role: 'schedule', value, at }
      if (path.at(-1) === 'image' && path.includes('docker')) yield* imageFact(value, file.path, at)
    }
  },
}
