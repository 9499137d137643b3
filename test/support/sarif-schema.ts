import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ErrorObject } from 'ajv'

/** Draft 4, of which the schema has nothing that later drafts read otherwise but the name of its own id. */
const {
  id: _,
  $schema: __,
  ...published
} = JSON.parse(readFileSync(join(import.meta.dirname, 'schemas/sarif-2.1.0.json'), 'utf8'))

const ajv = new Ajv({ strict: false, allErrors: true })
/** RFC 3986: nothing but these characters, and percent signs before two digits. */
const reference = /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9A-F]{2})*$/i
ajv.addFormat('uri-reference', reference)
ajv.addFormat('uri', (text) => reference.test(text) && URL.canParse(text))
ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)))
const validate = ajv.compile(published)

/** What is wrong with a log by the published schema of SARIF 2.1.0. */
export function sarifFaults(log: unknown): readonly ErrorObject[] {
  validate(log)
  return validate.errors ?? []
}
