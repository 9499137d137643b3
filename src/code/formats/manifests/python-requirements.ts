import type { Stated } from '../../extractor.ts'
import { dependency } from './stating.ts'

const requirement =
  /^([A-Za-z0-9][A-Za-z0-9._-]{0,100})[ \t]*(?:\[[^\]\n]{0,200}\])?[ \t]*\(?([^;#@)\n]{0,200})/

/** A requirement as PEP 508 writes it: `Django>=2.2.28,<5; python_version < "3.12"`. */
export function* requirementFacts(text: string, owner: string, at: number): Iterable<Stated> {
  const [, subject, constraint = ''] = requirement.exec(text.trim()) ?? []
  if (subject === undefined || !/^(?:[ \t]*[<>=!~^*\d].*)?$/.test(constraint)) return
  yield dependency(subject, constraint.trim(), owner, at)
}
