import { widens } from '../effect.ts'
import type { ChangedFile } from './changed-file.ts'
import { around, beside, holders, outermost, type Spot, spots } from './enclosure.ts'
import type { ChangeKind, Found } from './kind.ts'
import { predecessors, type Setting, settingIn, settingOf } from './settings.ts'

/** A setting that opens something to everybody, or gives somebody everything. */
interface Opening {
  readonly name: RegExp
  readonly value: RegExp
  readonly opens: string
}

const openings: readonly Opening[] = [
  {
    name: /^(?:publiclyaccessible|publicaccess(?:enabled)?|publicnetworkaccess(?:enabled)?|allowblobpublicaccess|allownesteditemstobepublic|endpointpublicaccess|clusterendpointpublicaccess|containerregistrypublic|anonymousaccess|anonymousauth|allowanonymous\w*|enableanonymous\w*)$/,
    value: /^(?:true|enabled|yes|1)$/i,
    opens: 'can be reached by everybody',
  },
  {
    name: /^(?:acl|accesscontrol|cannedacl|predefinedacl|containeraccesstype|objectacl)$/,
    value:
      /^(?:public[-_]?read(?:[-_]?write)?|publicread(?:write)?|authenticated-read|container|blob)$/i,
    opens: 'lets everybody read what it holds',
  },
  {
    name: /^(?:members?|principals?|entity|role|iammember)$/,
    value: /\ball(?:Authenticated)?Users\b/,
    opens: 'gives access to everybody',
  },
  {
    name: /^(?:managedpolicyarn|policyarn|managedpolicyarns|policyarns)$/,
    value: /AdministratorAccess|PowerUserAccess|IAMFullAccess/,
    opens: 'gives all rights there are',
  },
  {
    name: /^(?:role|roles|roledefinitionname)$/,
    value: /^(?:roles\/(?:owner|editor|iam\.securityAdmin)|Owner|User Access Administrator)$/,
    opens: 'gives all rights there are',
  },
]

const anywhere = /(?<![\d.])0\.0\.0\.0\/0|(?<![\w:])::\/0|(?<![\w.])\*(?![\w.])|\bInternet\b/
const anywhereLiteral = /(?<![\d.])0\.0\.0\.0\/0(?!\d)|(?<![\w:])::\/0/
const lets =
  /^(?:cidrblocks?|ipv6cidrblocks?|cidripv4|cidripv6|cidrip|cidripv6|sourceranges?|sourceaddressprefix(?:es)?|publicaccesscidrs|clusterendpointpublicaccesscidrs|authorizednetworks?|masterauthorizednetworks?\w*|(?:allowed|ingress|whitelist|permitted)\w*(?:cidrs?|cidrblocks|ips?|ranges|networks|sources)|loadbalancersourceranges|whitelistsourcerange|value|displayname)$/

/** Access that is opened to everybody, and rights that have no bound. */
export const exposure: ChangeKind = {
  about: 'Infrastructure that is opened to everybody, and roles that may do everything.',
  found(file) {
    if (file.place !== 'applied' || !reads.test(file.path)) return []
    return spots(file, 'added').flatMap((spot) => opened(file, spot))
  },
}

const reads = /\.(?:tf|tfvars|hcl|tofu|ya?ml|json|jsonc|bicep|template|[cm]?ts|py|tpl)$/i

function opened(file: ChangedFile, spot: Spot): readonly Found[] {
  const setting = settingIn(spot.line)
  const found = setting ? bySetting(setting, spot) : null
  const words = found ?? wildcard(file, spot, listed(spot) ?? setting) ?? network(spot, setting)
  return words === null ? [] : [{ line: spot.line, effect: widens(words) }]
}

function bySetting(setting: Setting, spot: Spot): string | null {
  // `policyDelta.role = …` in a filter is something that is looked for, not given.
  if (setting.key.includes('.')) return null
  const opening = openings.find(
    ({ name, value }) => name.test(setting.name) && value.test(setting.value),
  )
  if (!opening) return null
  const before = predecessors(spot, setting).map((each) => settingIn(each)?.value ?? '')
  return before.some((value) => opening.value.test(value))
    ? null
    : `${setting.key} is ${setting.value}: ${opening.opens}`
}

/** One entry of a list that stands below its name, as if it stood beside it. */
function listed(spot: Spot): Setting | null {
  const [, value] = /^\s*(?:-\s*)?(["'][\w-]*:?\*["']),?\s*$/.exec(spot.line.text) ?? []
  const above = around(spot, 30, 0).findLast(({ text }) => /[[:=]\s*\[?\s*$/.test(text))
  const name = settingOf(above?.text ?? '')
  return value === undefined || name === null ? null : { ...name, value: `[${value}]` }
}

/** `Action: "*"` on whatever, unless it denies. */
function wildcard(file: ChangedFile, spot: Spot, setting: Setting | null): string | null {
  const policy = /\.(?:tf|hcl|tofu|json|ya?ml|template|[cm]?ts|py)$/i.test(file.path)
  if (
    !policy ||
    !setting ||
    !/^(?:actions?|principals?|aws|identifiers|resources?)$/.test(setting.name)
  )
    return null
  const all = /^\[?\s*["']?\*["']?\s*\]?$/.test(setting.value)
  const service =
    /^\[?\s*["'](?:iam|sts|kms|organizations|s3|ec2|rds|dynamodb|secretsmanager):\*["']/.test(
      setting.value,
    )
  if (!all && !service) return null
  const near = around(spot, 8, 18)
    .map(({ text }) => text)
    .join('\n')
  if (
    /\bdeny\b/i.test(near) ||
    !/\b(?:effect|statement|allow|policy_document|actions?)\b/i.test(near + outermost(spot))
  )
    return null
  if (/^(?:principals?|aws|identifiers)$/.test(setting.name))
    return all && !/\bcondition\b/i.test(near) ? 'lets everybody act' : null
  // "Every resource" is how many harmless rights must be written; it counts with "every action" alone.
  return /^actions?$/.test(setting.name) ? `allows ${setting.value}` : null
}

function network(spot: Spot, setting: Setting | null): string | null {
  const { line } = spot
  if (
    !anywhereLiteral.test(line.text) &&
    !(setting && /^sourceaddressprefix(?:es)?$/.test(setting.name) && anywhere.test(setting.value))
  )
    return null
  const name =
    setting && setting.value !== ''
      ? setting.name
      : (settingOf(holders(spot)[0]?.text ?? '')?.name ?? setting?.name ?? '')
  if (!lets.test(name)) return null
  const near = [
    ...beside(spot).map(({ text }) => text),
    ...holders(spot).map(({ text }) => text),
    outermost(spot),
  ].join('\n')
  if (
    /egress|outbound|\broutes?\b|route_table|destination|\bnat\b|allow_?all_?out|"deny"|\bdeny\b|SNAT|except:/i.test(
      near,
    )
  )
    return null
  if (forPublic.test(near)) return null
  const before = setting ? predecessors(spot, setting) : []
  if (before.some(({ text }) => anywhereLiteral.test(text))) return null
  return 'opens it to the whole internet'
}

/** Web servers are there for everybody. */
const forPublic =
  /\b(?:from_?port|to_?port|port|ports|toPort|FromPort|destination_port_range)\b["']?\s*[:=]\s*[["']*(?:80|443)\b/i
