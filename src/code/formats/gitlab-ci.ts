import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { setVariable } from './environment-maps.ts'
import { imageFact } from './kubernetes/images.ts'

const keywords = new Set(
  'stages default include variables workflow image services before_script after_script cache pages spec'.split(
    ' ',
  ),
)

/** GitLab CI: jobs, stages, images and variables. */
export const gitlabCi: Format = {
  about: 'A GitLab CI file states jobs, stages, images and variables.',
  states: ['resource', 'image', 'environment-variable'],
  reads: (path) => /(?:^|\/)\.gitlab-ci[\w.-]*\.ya?ml$|(?:^|\/)\.gitlab\/ci\/.+\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    const jobs = new Set<string>()
    for (const { path, value, at } of dataIn(file).leaves) {
      const [top, second] = path
      if (typeof top !== 'string') continue
      if (top === 'stages' && value) yield named(value, 'stage', at)
      const isJob = !keywords.has(top) && !top.startsWith('.') && path.length > 1
      if (isJob && !jobs.has(top)) {
        jobs.add(top)
        yield named(top, 'job', at)
      }
      if (isJob && second === 'environment' && (path.length === 2 || path[2] === 'name') && value)
        yield named(value, 'environment', at)
      if (path.includes('image') || path.includes('services'))
        if (path.at(-1) === 'image' || path.at(-1) === 'name' || typeof path.at(-1) === 'number')
          yield* imageFact(value, file.path, at)
      const section = path.at(-2)
      if (section === 'variables') yield* setVariable(String(path.at(-1)), value, at)
    }
  },
}

const named = (subject: string, owner: string, at: number): Stated => ({
  kind: 'resource',
  subject,
  owner,
  role: 'object',
  at,
})
