import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { setVariable } from './environment-maps.ts'

/** GitHub workflows: the variables of `env`, and the inputs of a workflow or an action with their defaults. */
export const githubWorkflow: Format = {
  about: 'A GitHub workflow or action sets environment variables and takes inputs with defaults.',
  states: ['environment-variable', 'option'],
  reads: (path) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    for (const { path, value, at } of dataIn(file).leaves) {
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
