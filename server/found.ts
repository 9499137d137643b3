import { PlumblineError } from '../src/domain/errors.ts'

/** What was asked for; what is not there, or not for this reader, is a 404 either way. */
export function found<Thing>(thing: Thing | null, what: string): Thing {
  if (thing === null) throw new PlumblineError('input.not-found', `there is no ${what}`)
  return thing
}
