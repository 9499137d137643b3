import { lookUp } from '../../domain/lookup.ts'
import { type Effect, loses, widens } from '../effect.ts'
import type { Spoken, Token } from './tokens.ts'

/** What keeps somebody out, or lets it be seen that they came in. */
const guards = new Set(
  (
    'firewall firewalls waf rule rules ruleset rulesets policy policies acl acls mfa 2fa totp otp sso rbac audit audits auditing auditlog ' +
    'encryption encrypt protection protect guard guards guardrail guardrails shield quarantine lock locks verification authentication authorization ' +
    'authorisation auth attack intrusion antivirus antimalware fencing stonith seccomp selinux apparmor sandbox ratelimit allowlist ' +
    'controls whitelist dnssec twofactor twofactorauth hsts tls ssl https blocklist denylist blacklist firewalld ufw fail2ban scanning perimeter safeguard safeguards safety signing tde legalhold macie letsencrypt isolation guardduty securityhub cloudtrail inspector defender'
  ).split(' '),
)
/** Programs that are guards themselves. */
const wardens =
  /^(?:wazuh|ossec|falco|crowdsec|cs|pihole|csf|ufw|fail2ban|clamav|clamd|freshclam|falcon|osquery|suricata|snort|sysmon|tripwire|aide|auditd?|firewalld?|apparmor|aa|fdesetup)$/
/** What data is brought back from, or kept by. */
const keepers = new Set(
  (
    'backup backups replication replicate replica replicas retention lifecycle ilm versioning pitr journaling journal persistence archiving ' +
    'mirroring mirror standby snapshots autosnapshot wal binlog undelete'
  ).split(' '),
)
const accounts = new Set(
  (
    'user users account accounts accesskey accesskeys apikey apikeys key keys credential credentials token tokens login logins identity ' +
    'secret secrets member members principal serviceaccount operator idp'
  ).split(' '),
)
const off = new Set(
  (
    'disable detach clear stop skip remove rm off suspend bypass unset delete del drop deactivate ignore break cancel exempt lift ' +
    'unassign disarm dismiss turnoff override overrule shorten weaken relax'
  ).split(' '),
)
const lockedOut = new Set('disable deactivate suspend revoke lock ban block expire'.split(' '))
const cleaning = new Set('clean cleanup clear'.split(' '))
const copies = new Set('backup backups snapshot snapshots'.split(' '))
/** Verbs that are a guard's end in themselves. */
const undoing = new Set('unprotect unquarantine unfence unharden disenforce'.split(' '))

const some = (token: Token | undefined, words: ReadonlySet<string>): boolean =>
  token?.parts.some((part) => words.has(part)) ?? false

/** A verb by itself, or one that leads or ends a word: `disable`, `stop-replication`, `policy:remove`. */
function isVerb({ parts }: Token, verbs: ReadonlySet<string>): boolean {
  const [first = '', second = ''] = parts
  if (/^(?:can|cannot|no|not|non|anti|never)$/.test(first)) return false
  const told = /^(?:admin|force|batch|bulk|global)$/.test(first) ? second : first
  return verbs.has(told) || verbs.has(parts.at(-1) ?? '')
}

/** The first verb tells: behind these stands what is made or looked at. */
const starting = /^(?:create|new|install|init|run|launch|bootstrap)$/
const making =
  /^(?:create|add|new|get|list|ls|describe|show|enable|status|info|view|help|generate|search|inspect)$/

/** Takes a guard, a way back or an account away: a verb that ends something, and what it ends before it, in it or right after it. */
export function endsControl({ program, tokens, settings }: Spoken): Effect | null {
  const guarded = tokens.some((token) => some(token, guards))
  const switched = settings.find(
    ([name, value]) =>
      (/^(?:enabled?|active|status|state|on)$/.test(name) && unset.test(value)) ||
      (/^(?:disabled?|off)$/.test(name) && !unset.test(value)),
  )
  if (guarded && switched) return widens(`turns a control off: ${switched[0]}`)
  if (
    program.parts.some((part) => wardens.test(part)) &&
    /^(?:stop|disable|off|down|teardown|uninstall)$/.test(tokens[0]?.text ?? '')
  )
    return widens('switches a guard off', 'machine')
  const own = tokens.find((token) => undoing.has(token.parts[0] ?? ''))
  if (own) return widens(`takes a guard away: ${own.text}`)
  for (const [place, token] of tokens.entries()) {
    if (making.test(token.text)) return null
    const ends = isVerb(token, off)
    if (!ends && !isVerb(token, lockedOut) && !cleaning.has(token.text)) continue
    const around = [...tokens.slice(0, place), token, ...tokens.slice(place + 1, place + 2)]
    const said = around.map(({ text }) => text).join(' ')
    if (ends && around.some((each) => some(each, guards))) return widens(`ends a control: ${said}`)
    const cleans = cleaning.has(token.text) && around.some((each) => some(each, copies))
    if (cleans || (ends && around.some((each) => some(each, keepers))))
      return loses(`ends what data is brought back by: ${said}`)
    const whose =
      around.some((each) => some(each, accounts)) || settings.some(([name]) => accounts.has(name))
    if (isVerb(token, lockedOut) && whose)
      return loses(`shuts an account or a key out: ${said}`, 'account')
  }
  const closed =
    tokens.some((token) => some(token, accounts)) &&
    settings.some(
      ([name, value]) =>
        (/^(?:disabled?|lock(?:ed)?|suspend(?:ed)?|deactivate)$/.test(name) &&
          !unset.test(value)) ||
        (/^(?:enabled?|active)$/.test(name) && unset.test(value)),
    )
  return closed ? loses('shuts an account or a key out', 'account') : null
}

const strong =
  'account-enabled|port-security|secure-?boot|protection\\.\\w+|auto-quorum|https-only|ssl-enforcement|tde|network-policy|retention-(?:period|policy)|legal-hold|(?:deletion|termination|purge|delete|write|branch|data)[._-]?protection|protection|audit\\w*|firewall|mfa|2fa|rbac|encryption|replication|backups?|versioning|pitr|' +
  'point-in-time-recovery|soft-delete|authentication|authorization|access-control|acls?|stonith|fencing|appendonly|quorum-policy|signature-verification|archive[._-]mode|fsync|(?:realtime-)?monitoring|grant-tables'
const strongName = new RegExp(`(?:^|[._/-])(?:${strong})(?:$|[._/-]?(?:enabled?|mode|on)?$)`)
/** What is said to these holds for every later command. */
const lasts = /^(?:config|configure|settings?|set|remote|profile|alias|context)$/
const unset = /^(?:false|off|no|none|disabled?|0|ignore|suspended)$/
const set = /^(?:true|on|yes|1|enabled?)$/
const opened = new RegExp(
  `^(?:(?:no|skip|without)-(?!acls?$)|(?:disable|clear|remove|bypass)-(?:\\w+-)?)(?:final-)?(?:${strong}|snapshot)$`,
)
const skipping =
  /(?:^|[._/-])(?:skip|bypass|disable|ignore|no)[._-](?:\w+[._-]){0,3}(?:scale-?down|safety|quorum|health|data-?loss|protection|fencing|broker|downscale|drain)[\w-]*(?:check|checks|protection|validation|guard|safety)?$/

/** The same as JSON: `"pitr":{"enabled":false}`. */
const statedOff = new RegExp(
  `"(?:${strong}|tls|ssl)"\\s*:\\s*(?:false|\\{[^{}]{0,200}"enabled?"\\s*:\\s*false)`,
  'i',
)

/** A control that an option or a setting turns off: `audit.enabled=false`, `--no-deletion-protection`, `skip-quorum-check=true`. */
export function settingOff({ settings, tokens, texts }: Spoken): Effect | null {
  // What is made without a control never had it.
  if (tokens.slice(0, 3).some(({ text }) => starting.test(text))) return null
  if (tokens.slice(0, 2).some(({ text }) => lasts.test(text))) {
    const blind = settings.find(([name, value]) =>
      /^insecure(?:-|$)/.test(name)
        ? !unset.test(value)
        : /^(?:\w+[.-])?(?:tls|ssl|tls-?verify|ssl-?verify)$/.test(name) && unset.test(value),
    )
    if (blind) return widens(`never again asks who answers: ${blind[0]}`)
  }
  const found = settings.find(
    ([name, value]) =>
      (strongName.test(name) && unset.test(value)) ||
      (skipping.test(name) && set.test(value)) ||
      (opened.test(name) && !unset.test(value)),
  )
  if (found) return widens(`turns a control off: ${found[0]}`)
  const stated = texts.map((text) => statedOff.exec(text.slice(0, 20_000))?.[0]).find(Boolean)
  if (stated) return widens(`turns a control off: ${stated}`)
  const about = tokens.some(({ parts }) => parts.includes('retention') && parts.includes('set'))
  const short = settings.find(
    ([name, value]) =>
      (/retention|keep-?(?:for|period)|expire-?after/.test(name) && soon(name, value)) ||
      (about && value === '0'),
  )
  return short
    ? loses(`keeps hardly anything any more: ${short.join(' ')}`, 'namespace', 'no')
    : null
}

/** What is less than this, in its unit, is hardly anything. */
const hardly: Readonly<Record<string, number>> = {
  ms: 3_600_000,
  s: 3_600,
  seconds: 3_600,
  m: 60,
  min: 60,
  minutes: 60,
  bytes: 1_048_576,
  days: 2,
  d: 2,
}

/** Less than an hour, as far as the unit is written. */
function soon(name: string, value: string): boolean {
  const [, digits = '', unit = ''] = /^(\d{1,15})\s?(ms|s|m|min|h|d)?$/.exec(value) ?? []
  if (digits === '') return false
  const given =
    unit === '' ? (/(?:[._-])(ms|bytes|seconds|minutes|days)$/.exec(name)?.[1] ?? '') : unit
  return Number(digits) < (lookUp(hardly, given) ?? 1)
}
