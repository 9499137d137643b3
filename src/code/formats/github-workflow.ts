import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, SourceFile, Stated } from '../extractor.ts'
import { dataIn, stemOf } from './data.ts'
import { setVariable } from './environment-maps.ts'
import { imageFact } from './kubernetes/images.ts'

/** GitHub workflows: their names, jobs, schedules and images, the variables of `env`, and the inputs of a workflow or an action. */
export const githubWorkflow: Format = {
  about:
    'A GitHub workflow states its name, jobs, schedules and images, sets environment variables and takes inputs with defaults.',
  states: ['environment-variable', 'option', 'resource', 'schedule', 'image'],
  reads: (path) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    const { leaves } = dataIn(file)
    if (/(?:^|\/)\.github\/workflows\//.test(file.path)) yield* workflow(file, leaves)
    for (const { path, value, at } of leaves) {
      const key = path.at(-1)
      const section = path.at(-2)
      if (section === 'env' && typeof key === 'string') yield* setVariable(key, value, at)
      const input = path.at(-3) === 'inputs' ? section : undefined
      if (typeof input === 'string' && (key === 'default' || key === 'description'))
        yield {
          kind: 'option',
          subject: input,
          role: 'schema',
          owner: 'inputs',
          value: key === 'default' ? value : null,
          isDefault: key === 'default' && value !== null,
          at,
        }
    }
  },
}

function* workflow(file: SourceFile, leaves: readonly Leaf[]): Iterable<Stated> {
  const stem = stemOf(file.path)
  const jobs = new Set<string>()
  const object = (subject: string | null, owner: string, at: number): readonly Stated[] =>
    subject === null || /\$\{\{/.test(subject)
      ? []
      : [{ kind: 'resource', subject, owner, role: 'object', at }]
  yield* object(stem, 'workflow', 0)
  for (const { path, value, at } of leaves) {
    const [top, job, key] = path
    if (top === 'name' && path.length === 1) yield* object(value, 'workflow', at)
    if (top === 'on' && job === 'schedule' && path.at(-1) === 'cron')
      yield { kind: 'schedule', subject: stem, owner: 'workflow', role: 'schedule', value, at }
    if (top !== 'jobs' || typeof job !== 'string') continue
    if (!jobs.has(job)) yield* object(job, 'job', at)
    jobs.add(job)
    if (key === 'name' && path.length === 3) yield* object(value, 'job', at)
    if (key === 'environment' && (path.length === 3 || path[3] === 'name'))
      yield* object(value, 'environment', at)
    const isImage =
      (key === 'container' && (path.length === 3 || path[3] === 'image')) ||
      (key === 'services' && path[4] === 'image')
    if (isImage) yield* imageFact(value, file.path, at)
  }
}
