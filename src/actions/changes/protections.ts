import { type Effect, widens } from '../effect.ts'
import type { ChangedFile, ChangedLine } from './changed-file.ts'
import { isWhole, nearby, type Spot, spots } from './enclosure.ts'
import type { ChangeKind, Found } from './kind.ts'
import { isLiteral, type Setting, settingIn, successors } from './settings.ts'

/** A setting that protects: which it is, by its plain name, and when it does. */
interface Protection {
  readonly name: RegExp
  readonly on: RegExp
  readonly off: RegExp
  /** What is lost without it: `lets … be deleted`. */
  readonly loses: string
}

const yes = /^(?:true|yes|on|1|enabled?|required?)$/i
const no = /^(?:false|no|off|0|disabled?|none|null|optional|suspended)$/i

const when = (name: string, loses: string, on = yes, off = no): Protection => ({
  name: new RegExp(`^(?:${name})$`),
  on,
  off,
  loses,
})

const protections: readonly Protection[] = [
  when('preventdestroy', 'lets the resource be destroyed'),
  when(
    '(?:enable)?(?:deletion|delete|termination|purge|scalein)protection(?:enabled)?',
    'lets it be deleted',
  ),
  when(
    'disableapitermination|disableapistop|protect|retainondelete|softdeleteenabled|preventdeletion\\w*',
    'lets it be deleted',
  ),
  when(
    'forcedestroy\\w*|forcedelete|skipfinalsnapshot|deleteautomatedbackups|deletecontentsondestroy|recoverywindowindays',
    'lets what it holds be deleted beyond recovery',
    no,
    /^(?:true|0)$/i,
  ),
  when(
    'deletionpolicy|updatereplacepolicy|removalpolicy|reclaimpolicy|persistentvolumereclaimpolicy',
    'deletes what it holds along with it',
    /(?:retain|snapshot|orphan)$/i,
    /(?:delete|destroy|abandon)$/i,
  ),
  when(
    '(?:storage|volume|disk|root|cluster)?encrypted|encryptionenabled|(?:atrest|transit|intransit|hostbased)encryption(?:enabled)?|encryptionathost(?:enabled)?|enable(?:kms)?encryption|encrypt|infrastructureencryptionenabled|ssenabled|storageencrypted|enablekeyrotation',
    'stores or sends data unencrypted',
  ),
  when(
    'enforcessl|requiressl|requiretls|sslenforcementenabled|enablehttpstrafficonly|httpsonly|supportshttpstrafficonly|enforcehttps|forcessl|(?:force)?sslredirect|redirecthttptohttps',
    'takes connections without TLS',
  ),
  when(
    '\\w*sslmode',
    'takes connections without TLS',
    /^(?:require|verify-ca|verify-full)$/i,
    /^(?:disable|allow|prefer)$/i,
  ),
  when(
    'kms(?:master)?key(?:id|arn|name)?|kmsmasterkeyid|customermanagedkey(?:id)?|encryptionkey(?:id|arn)?',
    'stores or sends data unencrypted, or under a key that others hold',
    /[\w$]/,
    /^(?:null|)$/i,
  ),
  when('(?=.*(?:require|enforce))(?=.*(?:encrypt|https|tls|signed|mfa)).*', 'asks for less'),
  when(
    '\\w*authentication(?:required|enabled)',
    'takes a check of who may do what away',
    yes,
    /^(?:false|no|off|0|none|disabled?\w*)$/i,
  ),
  when(
    'blockpublicacls|blockpublicpolicy|ignorepublicacls|restrictpublicbuckets|uniformbucketlevelaccess|publicaccessprevention',
    'lets data be made public',
    /^(?:true|enforced)$/i,
    /^(?:false|inherited|unspecified)$/i,
  ),
  when(
    'enablelogging|enablelogfilevalidation|enableauditlog\\w*|auditlog(?:s|ging)?(?:enabled)?|auditenabled|logconnections|enableflowlogs?|ismultiregiontrail|includeglobalserviceevents',
    'stops writing down who did what',
  ),
  when(
    'httptokens',
    'lets instance credentials be read without a token',
    /^required$/,
    /^optional$/,
  ),
  when(
    'pointintimerecovery(?:enabled)?|enablepointintimerecovery|\\w*backups?enabled|enable\\w*backups?|automaticbackups?\\w*|mfadelete|enableversioning|versioningenabled',
    'takes the way back away',
  ),
  when('runasnonroot|readonlyrootfilesystem', 'lets the container act as root or change itself'),
  when('failurepolicy', 'lets what a webhook cannot judge pass', /^fail$/i, /^ignore$/i),
  when(
    'validationfailureaction|enforcementaction',
    'reports what it used to refuse',
    /^(?:enforce|deny)$/i,
    /^(?:audit|warn|dryrun)$/i,
  ),
  when(
    'enforceadmins|requiresignedcommits|requirecodeownerreviews|requiredsignatures|dismissstalereviews|requiredlinearhistory|requirelastpushapproval',
    'lets changes in with less review',
  ),
  when(
    'allowforcepushes|allowdeletions|allowsforcepushes|allowsdeletions',
    'lets history be rewritten',
    no,
    yes,
  ),
  when(
    'secretscanning|secretscanningpushprotection|secretpushprotection|advancedsecurity|vulnerabilityalerts|dependabotsecurityupdates',
    'stops looking for leaked secrets or known holes',
  ),
  when(
    'gpgsign|signcommits|provenance|sbom|signimages|verifysignatures?|contenttrust|dockercontenttrust',
    'lets unsigned work pass',
  ),
  when(
    'mfarequired|requiremfa|enforcemfa|mfaconfiguration|requireauthentication|authenabled|authenticationenabled|requireauth|enableauth|rbacenabled|enablerbac|authorizationenabled|networkpolicyenabled|csrfprotection|ratelimitenabled|enableratelimit(?:ing)?',
    'takes a check of who may do what away',
  ),
]

/** Numbers that protect the more, the greater they are. */
const amounts: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:backupretentionperiod|retentionperiod|backupretentiondays|retentionindays|retentiondays|deletionwindowindays|softdeleteretentiondays|snapshotretentionlimit)$/,
    'keeps backups or records for a shorter time',
  ],
  [
    /^(?:requiredapprovingreviewcount|requiredapprovals|approvalsrequired|minapprovals)$/,
    'asks fewer people to approve',
  ],
  [
    /^(?:failunder|coveragethreshold|mincoverage|minimumcoverage|passwordminimumlength|minimumpasswordlength)$/,
    'asks for less than before',
  ],
  [/^(?:minavailable|minreadyseconds)$/, 'keeps fewer copies running during disruptions'],
]

const nameOf = (one: Protection | (typeof amounts)[number]): RegExp =>
  'name' in one ? one.name : one[0]

/** Protections that are taken away from what stays. */
export const protectionsLost: ChangeKind = {
  about:
    'Settings that protect what they belong to: deletion protection, backups, encryption, logging, reviews.',
  found(file) {
    if (file.place !== 'applied' || !isSettingsFile.test(file.path)) return []
    return [
      ...spots(file, 'removed').flatMap((spot) => taken(file, spot)),
      ...spots(file, 'added').flatMap((spot) => turnedOff(file, spot)),
    ]
  },
}

const isSettingsFile =
  /(?:\.(?:tf|tfvars|hcl|tofu|ya?ml|json|jsonc|json5|toml|ini|cfg|conf|properties|env|bicep|tpl|tmpl|gotmpl|template|[cm]?[jt]s|py|go|cs|java|gitconfig)|(?:^|\/)(?:Dockerfile[\w.-]*|\.env[\w.-]*|\.gitconfig|\.coveragerc))$/i

function taken(file: ChangedFile, spot: Spot): readonly Found[] {
  const setting = settingIn(spot.line)
  if (setting === null) return []
  const known = [...protections, ...amounts].some((one) => nameOf(one).test(setting.name))
  if (!known) return []
  const after = successors(spot, setting)
  const lower = amountLowered(setting, after)
  if (lower) return [lower]
  const protection = protections.find(
    ({ name, on }) => name.test(setting.name) && on.test(setting.value),
  )
  if (!protection || isWhole(file, spot)) return []
  if (after.some((each) => protects(protection, settingIn(each)))) return []
  // What takes its place and is plainly off is told there.
  if (after.some((each) => protection.off.test(settingIn(each)?.value ?? ''))) return []
  if (!needsSaying.test(setting.name)) return []
  const [next] = after
  const said = next ? `leaves ${setting.key} to be decided elsewhere` : `takes ${setting.key} away`
  return [{ line: next ?? spot.line, effect: loosened(`${said}: ${protection.loses}`) }]
}

/** Settings whose absence is the unprotected state; the others are on unless somebody turns them off. */
const needsSaying =
  /^(?:preventdestroy|.*protection(?:enabled)?|disableapi\w+|protect|retainondelete|deletionpolicy|removalpolicy|updatereplacepolicy|.*encrypted|.*encryption\w*|enforcessl|requiressl|httptokens|enable\w+|block\w+|restrict\w+|ignorepublicacls|runasnonroot|readonlyrootfilesystem|require\w+|enforceadmins|forcessl|pointintimerecovery\w*|mfa\w+|kms\w+)$/

const protects = ({ on }: Protection, setting: Setting | null): boolean =>
  setting !== null && on.test(setting.value)

function turnedOff(file: ChangedFile, spot: Spot): readonly Found[] {
  const setting = settingIn(spot.line)
  if (setting === null) return []
  const protection = protections.find(
    ({ name, off }) => name.test(setting.name) && off.test(setting.value),
  )
  if (!protection || isWhole(file, spot)) return []
  const was = nearby(spot.hunk, spot.line).find(
    (line) => line.kind === 'removed' && settingIn(line)?.name === setting.name,
  )
  // `false` in other words is no change; a word that was never there may only say what holds anyway, but nobody can see that here.
  if (was && protection.off.test(settingIn(was)?.value ?? '')) return []
  return [
    {
      line: spot.line,
      effect: loosened(`sets ${setting.key} to ${setting.value}: ${protection.loses}`),
    },
  ]
}

function amountLowered(setting: Setting, after: readonly ChangedLine[]): Found | null {
  const amount = amounts.find(([name]) => name.test(setting.name))
  const [line] = after
  const next = line ? settingIn(line) : null
  if (!amount || !line || !next || !isLiteral(setting.value) || !isLiteral(next.value)) return null
  const [before, now] = [numberIn(setting.value), numberIn(next.value)]
  return now < before
    ? {
        line,
        effect: loosened(
          `lowers ${setting.key} from ${setting.value} to ${next.value}: ${amount[1]}`,
        ),
      }
    : null
}

const numberIn = (value: string): number =>
  /^\d+(?:\.\d+)?%?$/.test(value) ? Number.parseFloat(value) : Number.NaN

const loosened = (effect: string): Effect => widens(effect)
