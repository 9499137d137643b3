import { type Effect, widens } from '../effect.ts'
import type { Spoken } from './tokens.ts'

/** What names a right, a role or whom it is given to. */
const rightly =
  /(?:^|[._-])(?:roles?|access|permissions?|perms?|privileges?|rights|grants?|level)$|^(?:user|host|service|cmd)cat$/
/** Everything, or everybody. */
const everything =
  /^(?:.*[/:])?(?:owner|admin|admins|administrator|administrators|root|super-?(?:admin|user)|sysadmin|full(?:[._-]?(?:access|control))?|all|\*|\*:\*|everyone|everybody|anyone|allusers|anonymous|cluster-admin|administratoraccess|\w*fullaccess|777|0777|rwx)$/
const roles = /^(?:roles?|permissions?|privileges?|rights|grants?)$/
const entrance = /allow|cidr|source|ingress|authorized-networks|ip-range|remote-ip/
/** What comes in unless a rule says otherwise: `acls.default.ingress.action=allow`, `firewall.default-policy=accept`. */
const entries = new Set('ingress inbound input incoming acl acls firewall'.split(' '))
const letsIn = /^(?:allow|accept|permit|allow-all|any)$/
const exposing = /^(?:publicly-accessible|make-public|allow-anonymous|anonymous-access)$/
const modes = /(?:^|[._-])(?:mode|chmod|umask)$/
const open = /^0?[0-7]?(?:777|666|a\+rwx)$/

/** Rights to everything, or for everybody, that an option gives: `--role Owner`, `--access FULL`, `--usercat=all`, `--mode 0777`. */
export function grants({ settings, tokens, texts }: Spoken): Effect | null {
  const given = settings.find(
    ([name, value]) =>
      (rightly.test(name) && everything.test(value)) || (modes.test(name) && open.test(value)),
  )
  const gives = tokens.findIndex((token, place) => {
    const role = tokens
      .slice(0, place + 1)
      .some(({ parts }) => parts.some((part) => roles.test(part)))
    return (
      /^(?:grant|assign|bind|give|elevate)$/.test(token.parts[0] ?? '') ||
      (role && /^(?:add|set|make|promote)$/.test(token.parts[0] ?? ''))
    )
  })
  const all =
    gives < 0
      ? undefined
      : tokens.slice(gives + 1).find(({ text }) => everything.test(text.toLowerCase()))
  if (all) return widens(`gives rights to everything or everybody: ${all.text}`, 'account')
  const wide = settings.find(
    ([name, value]) => entrance.test(name) && /(?:^|[,:])(?:0\.0\.0\.0|::)\/0/.test(value),
  )
  // What serves pages is meant for everybody.
  if (wide && !texts.some((text) => /\b(?:80|443|https?)\b/.test(text)))
    return widens(`lets everybody reach it: ${wide.join(' ')}`, 'account')
  const shown = tokens.find(
    ({ parts, text }, place) =>
      (text === 'public' && /^(?:set|make|allow)$/.test(tokens[place - 1]?.text ?? '')) ||
      (parts.includes('public') && /^(?:make|set|open|expose|allow)$/.test(parts[0] ?? '')),
  )
  if (
    shown ||
    settings.some(([name, value]) => decidesEntry(name) && letsIn.test(value)) ||
    settings.some(
      ([name, value]) => exposing.test(name) && !/^(?:false|no|0|off|none|disabled)$/.test(value),
    )
  )
    return widens('opens something to everybody', 'account')
  const freed = settings.find(
    ([name, value]) => /(?:^|[._-])privileged$/.test(name) && /^(?:true|1|yes|on)$/.test(value),
  )
  if (freed) return widens(`lets it reach into the machine: ${freed.join(' ')}`, 'machine')
  return given
    ? widens(`gives rights to everything or everybody: ${given.join(' ')}`, 'account')
    : null
}

function decidesEntry(name: string): boolean {
  const parts = name.split(/[._-]+/)
  return (
    /^(?:action|policy|default)$/.test(parts.at(-1) ?? '') &&
    parts.some((part) => entries.has(part))
  )
}
