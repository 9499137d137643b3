import type { FetchRules } from './contract.ts'
import { fault } from './faults.ts'

/** The longest that a timer of node's can wait, in milliseconds. */
const longestTimer = 2 ** 31 - 1

const limits: readonly (readonly [
  name: 'concurrency' | 'delay' | 'maxBytes' | 'timeout' | 'maxRedirects' | 'attempts',
  least: number,
  most: number,
])[] = [
  ['concurrency', 1, 256],
  ['delay', 0, longestTimer],
  ['maxBytes', 1, 1_000_000_000],
  ['timeout', 1, longestTimer],
  ['maxRedirects', 0, 50],
  ['attempts', 1, 20],
]

/** Refuses rules that bound nothing: a NaN would let everything through. */
export const checkRules = (rules: FetchRules): void => {
  for (const [name, least, most] of limits)
    if (!(Number.isInteger(rules[name]) && rules[name] >= least && rules[name] <= most))
      throw fault('config.unreadable', `${name} must be a whole number from ${least} to ${most}`)
  const { credentials } = rules
  if (credentials === undefined) return
  const origin = URL.canParse(credentials.origin) ? new URL(credentials.origin) : null
  if (origin === null || !/^https?:$/.test(origin.protocol) || origin.username !== '')
    throw fault('config.unreadable', 'credentials need an origin such as https://wiki.example')
  // The value itself is never said.
  if (!/^[\x21-\x7e][\x20-\x7e]{0,8191}$/.test(credentials.authorization))
    throw fault(
      'config.unreadable',
      `the credentials for ${origin.origin} are no header: they are empty, or hold a line end or a letter beyond ASCII`,
    )
}
