import type { HclAttribute } from '../../../syntax/hcl.ts'
import type { Stated } from '../../extractor.ts'

const literalList = /^[\w-]+[ \t]*=[ \t]*(\[[ \t]*(?:"[^"\n$]{0,200}"[ \t]*,?[ \t]*){1,50}\])/
const scheduled = /^(?:schedule|schedule_expression|cron|cron_expression)$/
const onCall = /^(?:pagerduty|opsgenie)_(?:service|team|schedule|escalation_policy)$/

/** The attributes of a resource: `aws_db_instance.main.deletion_protection`; a computed one has no value. */
export function* resourceFacts(attribute: HclAttribute, text: string): Iterable<Stated> {
  const { path, name, at } = attribute
  const [around, ...nested] = path
  const [block = '', type = '', label = ''] = around ?? []
  const address = block === 'resource' && label !== '' ? `${type}.${label}` : null
  const ofModule = block === 'module' && type !== '' ? `module.${type}` : null
  const owner = address ?? ofModule
  if (owner === null) return
  // The documents of policies are written as maps, and their keys begin with capitals.
  if (attribute.isEntry && !/^[A-Z]/.test(name)) return
  const value = attribute.value ?? literalList.exec(text.slice(at, at + 2_000))?.[1] ?? null
  const inside = nested.map(([first = '']) => first)
  yield {
    kind: 'setting',
    subject: [owner, ...inside, name].join('.'),
    owner: address === null ? 'module' : type,
    role: 'setting',
    value,
    at,
  }
  if (address === null || nested.length > 0) return
  if (scheduled.test(name))
    yield { kind: 'schedule', subject: label, owner: type, role: 'schedule', value, at }
  if (name === 'name' && onCall.test(type) && value !== null)
    yield { kind: 'owner', subject: value, owner: type, role: 'owner', value: label, at }
}
