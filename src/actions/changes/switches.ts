import { widens } from '../effect.ts'
import type { ChangedFile, ChangedLine } from './changed-file.ts'
import { holders, isWhole, nearby, type Spot, spots } from './enclosure.ts'
import type { ChangeKind, Found } from './kind.ts'
import { plainName, predecessors, settingIn, settingOf, successors } from './settings.ts'

/** Names of controls that have a switch of their own below them, in settings of charts and modules. */
const control =
  /^(?:\w*networkpolic(?:y|ies)|auth|authentication|authorization|oauth2?|oauth2?proxy|oidc|sso|rbac|mtls|tls|\w*backups?|\w*encryption|audit|auditlog(?:s|ging)?|podsecurity\w*|podsecuritypolicy|admissionwebhooks?|poddisruptionbudget|pdb|waf|ratelimit(?:ing|er)?|mfa|firewall|accesscontrol|deletionprotection)$/
const isSwitch = /^(?:enabled?|active)$/
const on = /^(?:true|yes|on|1)$/i
const off = /^(?:false|no|off|0)$/i

/** Controls with a switch of their own, which is turned off or goes. */
export const switches: ChangeKind = {
  about:
    'A control that is switched off below its own name: `enabled: false` under `networkPolicy`, `auth` or `backups`.',
  found(file) {
    if (file.place !== 'applied' || file.after === null || file.before === null) return []
    if (!/\.(?:ya?ml|json|jsonc|toml|tf|hcl|tofu|tfvars|tpl)$/i.test(file.path)) return []
    return [
      ...spots(file, 'added').flatMap((spot) => turnedOff(spot)),
      ...spots(file, 'removed').flatMap((spot) => [
        ...taken(spot, file),
        ...signInLost(spot, file),
      ]),
    ]
  },
}

/** Sign-in that a load balancer or an ingress asks for in front of what it serves. */
const signIn =
  /\bauthenticate[-_](?:oidc|cognito)\b|^\s*(?:forwardAuth|basicAuth|digestAuth)\s*:|\/auth-(?:url|signin|type|secret)["']?\s*:/

function signInLost(spot: Spot, file: ChangedFile): readonly Found[] {
  const { line } = spot
  if (!signIn.test(line.text) || asksStill(file) || isWhole(file, spot)) return []
  return [{ line, effect: widens('no longer asks who comes to sign in') }]
}

const asking = new WeakMap<ChangedFile, boolean>()

/** The file still asks somewhere that the change shows. */
function asksStill(file: ChangedFile): boolean {
  const known = asking.get(file)
  if (known !== undefined) return known
  const asks = file.hunks.some(({ lines }) =>
    lines.some(({ after, comment, text }) => after !== null && !comment && signIn.test(text)),
  )
  asking.set(file, asks)
  return asks
}

const nameOf = ({ text }: ChangedLine): string =>
  settingOf(text)?.name ?? plainName(/^\s*([\w.-]{1,120})/.exec(text)?.[1] ?? '')

function controlOf(spot: Spot): { readonly name: string; readonly line: ChangedLine } | null {
  const [line] = holders(spot)
  return line !== undefined && control.test(nameOf(line))
    ? { name: line.text.trim().replace(/[\s:={[]+$/, ''), line }
    : null
}

function turnedOff(spot: Spot): readonly Found[] {
  const setting = settingIn(spot.line)
  if (!setting || !isSwitch.test(setting.name) || !off.test(setting.value)) return []
  const held = controlOf(spot)
  if (held === null || (held.line.kind === 'added' && !held.line.moved)) return []
  const was = predecessors(spot, setting).map((each) => settingIn(each)?.value ?? '')
  if (was.some((value) => off.test(value))) return []
  return [{ line: spot.line, effect: widens(`switches ${held.name} off`) }]
}

/** The control goes with its switch, and what it belonged to stays. */
function taken(spot: Spot, file: ChangedFile): readonly Found[] {
  const setting = settingIn(spot.line)
  if (!setting || !isSwitch.test(setting.name) || !on.test(setting.value)) return []
  const held = controlOf(spot)
  const [, above] = holders(spot)
  if (held === null || above?.kind === 'removed') return []
  if (held.line.kind !== 'removed')
    return successors(spot, setting).length > 0
      ? []
      : [{ line: spot.line, effect: widens(`leaves ${held.name} to be decided elsewhere`) }]
  const again = file.hunks.some(({ lines }) =>
    lines.some((line) => line.kind === 'added' && nameOf(line) === nameOf(held.line)),
  )
  const emptied = !nearby(spot.hunk, spot.line).some(({ after }) => after !== null)
  return again || emptied ? [] : [{ line: spot.line, effect: widens(`takes ${held.name} away`) }]
}
