import { widens } from '../effect.ts'
import { type ChangedFile, type ChangedHunk, indentOf, lineAt } from './changed-file.ts'
import { around, nearby, type Spot, spots } from './enclosure.ts'
import type { ChangeKind, Found } from './kind.ts'

interface Danger {
  readonly says: RegExp
  readonly does: string
  /** What must stand near it to count. */
  readonly near?: RegExp
}

const dangers: readonly Danger[] = [
  {
    says: /\bverify\s*=\s*False\b|\bInsecureSkipVerify\s*[:=]\s*true\b|\brejectUnauthorized["']?\s*:\s*false\b|NODE_TLS_REJECT_UNAUTHORIZED["']?\s*[\]:=]*\s*["']?0|\bVERIFY_NONE\b|\bCURLOPT_SSL_VERIFY(?:PEER|HOST)\s*,?\s*(?:=>)?\s*(?:false|0)|\bdanger_accept_invalid_certs\s*\(\s*true|\bcheck_hostname\s*=\s*False|\bCERT_NONE\b|_create_unverified_context|\bServerCertificateCustomValidationCallback\b.*\btrue\b|\bDangerousAcceptAnyServerCertificateValidator\b|\binsecure[-_]?skip[-_]?(?:tls[-_]?)?verify["']?\s*[:=]\s*["']?true|\b(?:tls|ssl)[-_]?(?:insecure|verify)["']?\s*[:=]\s*["']?(?:true|false)\b(?<=insecure["']?\s*[:=]\s*["']?true|verify["']?\s*[:=]\s*["']?false)|\bsslVerify\s*=?\s*false|http\.sslVerify[= ]false|StrictHostKeyChecking[= ]no\b|\btrustAllCerts\b|\bALLOW_ALL_HOSTNAME_VERIFIER\b|strict-ssl\s*=?\s*false/i,
    does: 'no longer checks who is at the other end of a TLS connection',
  },
  {
    says: /@csrf_exempt\b|\bskip_(?:before_action|forgery_protection)\b.*(?:verify_authenticity_token|forgery)|\bskip_forgery_protection\b|\bcsrf\(\)\.disable\(\)|csrf\s*(?:=>|->)\s*csrf\.disable|\bcsrf["']?\s*[:=]\s*(?:false|False)\b|VerifyCsrfToken::class.*except/,
    does: 'takes requests that another site may have forged',
  },
  {
    says: /\bskip_before_action\s+:(?:authenticate|require|authoriz|ensure_log|login)\w*|\[AllowAnonymous\]|\banyRequest\(\)\.permitAll\(\)|permission_classes\s*=\s*[[(]\s*(?:permissions\.)?AllowAny|DEFAULT_PERMISSION_CLASSES.*AllowAny|\bskip_authorization\b|@PermitAll\b/,
    does: 'lets in whoever comes, signed in or not',
  },
  {
    says: /(?:Access-Control-Allow-Origin["']?\s*[:,=>\s]+["']?\*)|\b(?:origin|origins|allow_origins|allowedOrigins|AllowOrigins|allowed_origins|CORS_ORIGIN)["']?\s*[:=]\s*\[?\s*["']\*["']|\borigin\s*:\s*true\b|CORS_ALLOW_ALL_ORIGINS\s*=\s*True|CORS_ORIGIN_ALLOW_ALL\s*=\s*True|\.allowedOrigins\(["']\*["']\)/,
    near: /credentials["']?\s*[:=(,\]]+\s*["']?true|allow[-_]?credentials["']?\s*[=:(,]+\s*["']?true|supports_credentials\s*[=:]\s*True|Access-Control-Allow-Credentials/i,
    does: 'lets every site act with the credentials of a signed-in person',
  },
  {
    says: /\balgorithms?["']?\s*[:=]\s*\[?\s*["']none["']|\bverify_signature["']?\s*[:=]\s*False|ignoreExpiration["']?\s*:\s*true|\bverify_exp["']?\s*[:=]\s*(?:False|false)/i,
    does: 'takes tokens that nobody signed, or that have expired',
  },
  {
    says: /\b(?:disable|skip|bypass)[_-]?(?:auth(?:entication|orization)?|rate[_-]?limit(?:ing|er)?|audit(?:[_-]?log(?:ging)?)?|signature[_-]?(?:check|verification)|mfa|2fa)["']?\s*[:=]\s*["']?(?:true|1|yes|on)\b/i,
    does: 'switches a control off',
  },
]

const guard =
  /@\w{0,60}(?:permissions?|authenticated|authorized|logged_in|throttled?|ratelimited|csrf_protect)(?:_\w{1,40})?\b|@(?:login_required|permission_required|PreAuthorize|Secured|RolesAllowed|UseGuards|Authorized|Throttle|RateLimit(?:er)?|requires_auth|jwt_required|token_required|admin_required|ratelimit|limiter\.limit|auth_required|user_passes_test|staff_member_required)\b|\[Authorize\b|\bbefore_action\s+:(?:authenticate|authorize|require|ensure|verify|check)\w*|\bprotect_from_forgery\b|\b(?:app|router|server|r|e|api|fastify)\.(?:use|Use|register|addHook)\(.*\b\w*(?:auth|rateLimit|limiter|csrf|helmet|requireUser|requireAdmin|verifyToken|ensureLoggedIn|throttle)\w*|\bpermission_classes\s*=|\bauthorize(?:!\s|!?\s*\(?[@:]\w)|\b(?:requireAuth|requireAdmin|requireUser|requireRole|ensureAuthenticated|isAuthenticated|verifyToken|authenticateToken|checkPermission|requirePermission|authMiddleware|rateLimiter|rateLimit|checkJwt|requireLogin|assertPermission|enforcePermission)\b|\b(?:audit(?:Log(?:ger)?)?|auditTrail)\.(?:log|record|write|emit|info)\(/i

const code =
  /\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|kts|scala|cs|php|rs|ex|exs|swift|vue|svelte|ya?ml|json|toml|ini|cfg|conf|properties|env|sh|bash|tf|tpl|npmrc)$|(?:^|\/)(?:\.env[\w.-]*|\.npmrc|\.curlrc|ssh_config|Dockerfile[\w.-]*|Makefile)$/i

/** What an application checks before it trusts, loosened. */
export const applicationControls: ChangeKind = {
  about:
    'What an application checks before it trusts: certificates, sign-in, permissions, forged requests, limits, audit logs.',
  found(file) {
    if (file.place !== 'applied' || !code.test(file.path) || file.after === null) return []
    return [
      ...spots(file, 'added').flatMap((spot) => endangered(spot)),
      ...spots(file, 'removed').flatMap((spot) => unguarded(file, spot)),
    ]
  },
}

function endangered(spot: Spot): readonly Found[] {
  const { hunk, line } = spot
  const danger = dangers.find(({ says }) => says.test(line.text))
  if (!danger) return []
  const near = around(spot, 8)
    .map(({ text }) => text)
    .join('\n')
  if (danger.near && !danger.near.test(near)) return []
  const before = nearby(hunk, line).some(
    ({ kind, text }) => kind === 'removed' && danger.says.test(text),
  )
  return before ? [] : [{ line, effect: widens(danger.does) }]
}

/** A guard goes and what it guarded stays: its line alone is taken out, or it alone out of its line. */
function unguarded(file: ChangedFile, spot: Spot): readonly Found[] {
  const { hunk, line } = spot
  const [token] = guard.exec(line.text) ?? []
  if (
    token === undefined ||
    /^\s*(?:import|from|const|let|var|use|require|using|def|func|function|export|class|private|public)\b/.test(
      line.text,
    )
  )
    return []
  if (takesOver(hunk)) return []
  const added = nearby(hunk, line).filter(({ kind, comment }) => kind === 'added' && !comment)
  const bare = (text: string): string => text.replaceAll(/[^\w'"/]/g, '')
  const inside = added.some(({ text }) => {
    const words = bare(text)
    return (
      words.length > 6 && words.length < bare(line.text).length && isWithout(bare(line.text), words)
    )
  })
  const stays = inside || standsAlone(spot, file)
  return stays
    ? [{ line, effect: widens(`takes a control away: ${line.text.trim().slice(0, 80)}`) }]
    : []
}

const taking = new WeakMap<ChangedHunk, boolean>()

/** Another guard comes in the same stretch. */
function takesOver(hunk: ChangedHunk): boolean {
  const known = taking.get(hunk)
  if (known !== undefined) return known
  const takes = hunk.lines.some(
    ({ kind, comment, text }) => kind === 'added' && !comment && guard.test(text),
  )
  taking.set(hunk, takes)
  return takes
}

/** One text is the other with one stretch taken out. */
export function isWithout(whole: string, part: string): boolean {
  let start = 0
  while (start < part.length && part[start] === whole[start]) start += 1
  return whole.endsWith(part.slice(start)) && start > 3
}

/** A line that says which path is answered, by whom: the guard in it goes with the path. */
const routes = /\.(?:get|post|put|patch|delete|all|head|options|route|on)\s*\(\s*['"`]/i

/** A short removed run whose next line, at the same depth or the first of what it stood before, is still there. */
function standsAlone({ hunk, line }: Spot, file: ChangedFile): boolean {
  if (file.before === null || routes.test(line.text)) return false
  const at = lineAt(hunk, line)
  const run = hunk.lines.slice(Math.max(0, at - 3), at + 4)
  const here = at - Math.max(0, at - 3)
  const last = run.slice(0, here).findLastIndex(({ kind }) => kind !== 'removed')
  const below = run.slice(here).findIndex(({ kind }) => kind !== 'removed')
  if (below < 0 || here + below - last - 1 > 3) return false
  const next = hunk.lines
    .slice(at, at + 12)
    .filter(({ after }) => after !== null)
    .find(({ comment, span }) => !comment && span[0] > line.span[0])
  return (
    next?.kind === 'context' &&
    indentOf(next.text) === indentOf(line.text) &&
    !/^\s*[)\]}]/.test(next.text)
  )
}
