/** A secret that is known by its own form, wherever it stands. */
export interface SecretShape {
  readonly kind: string
  /** Global, and without nested repetition: it is run over texts of strangers. */
  readonly pattern: RegExp
}

/** Issuers give their tokens a form that scanners can find: these are the forms they publish. */
const shapes: readonly SecretShape[] = [
  { kind: 'plumbline-key', pattern: /\bplk_[0-9a-f]{12}_[\w-]{43}/g },
  { kind: 'aws-key', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { kind: 'github-token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{22,255})/g },
  {
    kind: 'gitlab-token',
    pattern: /\bgl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|soat)-[\w-]{20,255}/g,
  },
  { kind: 'slack-token', pattern: /\b(?:xox[a-z]|xapp-\d|xoxe\.xox[bp])-[\w-]{10,255}/g },
  {
    kind: 'webhook',
    pattern: /(?<=\bhooks\.slack\.com\/(?:services|triggers|workflows)\/)[\w/+-]{20,255}/g,
  },
  {
    kind: 'webhook',
    pattern: /(?<=\bdiscord(?:app)?\.com\/api\/webhooks\/)\d{5,30}\/[\w-]{20,255}/g,
  },
  {
    kind: 'stripe-key',
    pattern: /\b(?:[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}|whsec_[\w+/=]{20,255})/g,
  },
  { kind: 'model-key', pattern: /\bsk-(?=[\w-]{0,40}[0-9])(?=[\w-]{0,40}[A-Z])[\w-]{20,255}/g },
  { kind: 'google-key', pattern: /\b(?:AIza[\w-]{35}|ya29\.[\w-]{20,1000}|GOCSPX-[\w-]{20,60})/g },
  { kind: 'google-key', pattern: /(?<![\w/])1\/\/0[\w-]{30,200}/g },
  { kind: 'jwt', pattern: /\beyJ[\w-]{10,4000}(?:\.[\w-]{4,8000}){1,4}/g },
  {
    kind: 'package-token',
    pattern:
      /\b(?:npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,300}|rubygems_[0-9a-f]{48}|dckr_pat_[\w-]{20,60})/g,
  },
  { kind: 'vault-token', pattern: /\bhv[brs]\.[\w-]{20,300}/g },
  {
    kind: 'cloud-token',
    pattern:
      /\b(?:do[opr]_v1_[0-9a-f]{64}|dapi[0-9a-f]{32}|sbp_[0-9a-f]{40}|pul-[0-9a-f]{40}|fo1_[\w-]{40,255}|hf_[A-Za-z0-9]{30,60}|pscale_(?:oauth|pw|tkn)_[\w.-]{32,100}|dp\.(?:ct|pt|sa|st)\.[\w.-]{40,100})/g,
  },
  { kind: 'cloud-token', pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,100}/g },
  {
    kind: 'service-token',
    pattern:
      /\b(?:ATATT3[\w=-]{20,300}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|gls[ac]_[\w+/=]{32,255}|lin_api_[A-Za-z0-9]{40}|(?:secret|ntn)_[A-Za-z0-9]{40,50}|NRAK-[A-Z0-9]{27}|sntrys_[\w+/=]{40,400}|SG\.[\w-]{16,32}\.[\w-]{32,64}|key-[0-9a-f]{32})\b/g,
  },
  { kind: 'service-token', pattern: /\b\d{8,10}:AA[\w-]{33}\b/g },
  { kind: 'private-key', pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/g },
  {
    kind: 'signature',
    pattern:
      /(?<=[?&](?:sig|X-Amz-Signature|X-Goog-Signature|X-Amz-Security-Token)=)[\w%+/=-]{20,2000}/g,
  },
]

/** With all that hangs on it: half of a word that is left standing would begin a word of its own. */
export const secretShapes: readonly SecretShape[] = shapes.map(({ kind, pattern }) => ({
  kind,
  pattern: new RegExp(`(?:${pattern.source})[\\w-]*`, 'g'),
}))

const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----/g
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----/g
const body = /(?:[A-Za-z0-9+/=:,\s-]|\\[nrt])*/y

/** Takes out blocks of private keys; one that does not end is taken out as far as it looks like a key. */
export function withoutPrivateKeys(text: string, mark: string): string {
  let kept = ''
  let from = 0
  let ends = true
  begin.lastIndex = 0
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    kept += text.slice(from, found.index) + mark
    end.lastIndex = begin.lastIndex
    const closed: RegExpExecArray | null = ends ? end.exec(text) : null
    ends = closed !== null
    body.lastIndex = begin.lastIndex
    if (!closed) body.exec(text)
    from = closed ? end.lastIndex : Math.max(body.lastIndex, begin.lastIndex)
    begin.lastIndex = from
  }
  return kept + text.slice(from)
}
