import { readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'

const text = z.string()

/** The header of a component, as GitLab's reference of `spec:inputs` has it. */
const header = z.strictObject({
  spec: z.strictObject({
    inputs: z.record(
      z.string().regex(/^[\w-]+$/),
      z.strictObject({
        description: text,
        type: z.enum(['string', 'number', 'boolean', 'array']).optional(),
        default: z.union([text, z.boolean()]).optional(),
        options: z.array(text).optional(),
      }),
    ),
  }),
})

/** The keywords of a job that we use. */
const job = z.strictObject({
  stage: text,
  image: text,
  rules: z.array(z.strictObject({ if: text })),
  variables: z.record(
    z.string().regex(/^[A-Z_]+$/),
    z.union([text, z.strictObject({ value: text, expand: z.boolean() })]),
  ),
  cache: z.strictObject({ key: text, paths: z.array(text), when: z.enum(['always']) }),
  before_script: z.array(text),
  script: z.array(text),
  artifacts: z.strictObject({
    when: z.enum(['always']),
    paths: z.array(text),
    reports: z.strictObject({ junit: text }),
  }),
})

export type Template = z.output<typeof header>['spec']
export type Job = z.output<typeof job>

const documentsIn = (text: string): readonly unknown[] => {
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents)) throw new Error('no documents of YAML')
  return documents.map((one) => one.toJS())
}

/** What a template lets people set. */
export const templateIn = (file: string): Template =>
  header.parse(documentsIn(readFileSync(file, 'utf8'))[0]).spec

/** The job that GitLab makes of a template, with inputs put in before the YAML is read. Faults: an input that is missing, or is none of its options. */
export function jobIn(file: string, name: string, given: Readonly<Record<string, string>>): Job {
  const { inputs } = templateIn(file)
  const unknown = Object.keys(given).filter((one) => inputs[one] === undefined)
  if (unknown.length > 0) throw new Error(`there is no input ${unknown.join(', ')}`)
  const [, body = ''] = readFileSync(file, 'utf8').split(/^---$/m)
  const text = body.replaceAll(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, one: string) => {
    const input = inputs[one]
    const value = given[one] ?? input?.default
    if (value === undefined) throw new Error(`the input ${one} is missing`)
    if (input?.options && !input.options.includes(String(value)))
      throw new Error(`${value} is none of the options of ${one}`)
    return String(value)
  })
  return z.record(z.string(), job).parse(documentsIn(text)[0])[name] ?? missing(name)
}

const missing = (name: string): never => {
  throw new Error(`there is no job ${name}`)
}

/** What the runner puts into the environment: variables of the job, those of the pipeline put in for `$NAME` where they are to be. */
export function environmentOf(
  { variables }: Job,
  pipeline: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const own = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'string'
      ? value.replaceAll(/\$(\w+)/g, (_, one: string) => pipeline[one] ?? '')
      : value.value,
  ])
  return { ...pipeline, ...Object.fromEntries(own) }
}
