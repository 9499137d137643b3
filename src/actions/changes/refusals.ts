import { widens } from '../effect.ts'
import { isWithout } from './application-controls.ts'
import { type ChangedFile, type ChangedLine, lineAt } from './changed-file.ts'
import { nearby, type Spot, spots } from './enclosure.ts'
import type { ChangeKind, Found } from './kind.ts'

/** Code that says no to whoever asks: HTTP 401 and 403, and the exceptions that become them. */
const refusal =
  /\babort_(?:if|unless)\s*\(.{0,300}\b40[13]\b|\babort\s*\(\s*40[13]\b|\bstatus\s*\(\s*40[13]\s*\)|\b(?:raise|throw)\b.{0,80}(?:PermissionDenied|Forbidden|Unauthori[sz]ed|AccessDenied|NotAuthori[sz]ed|NotAuthenticated)|\bhead\s+:(?:forbidden|unauthorized)\b|\bStatus(?:Forbidden|Unauthorized)\b|\bHttpResponseForbidden\b|\breturn\s+(?:\w{1,30}\.)?(?:unauthorized|forbidden|Unauthorized|Forbid)\s*\(/

const opensBody =
  /\b(?:function|def|func|fn|class|interface|public|private|protected)\b|=>\s*\{\s*$/
const asks =
  /auth|permi(?:t|ssion)|polic(?:y|ies)|allow|\brole|guard|\bcan\w*\(|\bis_?admin|403|401/i

/** Refusals that go while what they stood before stays. */
export const refusals: ChangeKind = {
  about:
    'Code that refused who may not: checks that ended in 401 or 403, and guards out of the list that every request passes.',
  found(file) {
    if (file.place !== 'applied' || file.after === null || file.before === null) return []
    return spots(file, 'removed').flatMap((spot) => {
      const words =
        (source.test(file.path) ? (refusesLess(spot) ?? classUnguarded(spot, file)) : null) ??
        (listing.test(file.path) ? guardsLost(spot) : null)
      return words === null ? [] : [found(spot, words)]
    })
  },
}

const source = /\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|scala|cs|php|rs|ex|exs)$/i
const listing = /\.(?:[cm]?[jt]sx?|py|rb|go|php|ex|exs|ya?ml|toml|json|tpl)$/i

const found = ({ line }: Spot, words: string): Found => ({ line, effect: widens(words) })
const short = ({ text }: ChangedLine): string => text.trim().slice(0, 80)

const addedNear = ({ hunk, line }: Spot): readonly ChangedLine[] =>
  nearby(hunk, line).filter(({ kind, comment }) => kind === 'added' && !comment)

function refusesLess(spot: Spot): string | null {
  const { line } = spot
  if (!refusal.test(line.text)) return null
  const added = addedNear(spot)
  const next = added.find(({ text }) => refusal.test(text) && narrows(line.text, text))
  if (next) return `refuses in fewer cases: ${short(next)}`
  if (added.some(({ text }) => asks.test(text))) return null
  return goesOn(spot) ? `no longer refuses: ${short(line)}` : null
}

/** The same condition, and one more that must hold as well. */
function narrows(before: string, after: string): boolean {
  const bare = (text: string): string => text.replaceAll(/\s+/g, '')
  const [one, other] = [bare(before), bare(after)]
  return (
    other.length > one.length &&
    (other.match(/&&|\band\b/g)?.length ?? 0) > (one.match(/&&|\band\b/g)?.length ?? 0) &&
    isWithout(other, one)
  )
}

/** Few lines go, no function among them, and the body they stood in goes on. */
function goesOn({ hunk, line }: Spot): boolean {
  const at = lineAt(hunk, line)
  const above = hunk.lines.slice(Math.max(0, at - 8), at)
  const first = at - above.length + above.findLastIndex(({ kind }) => kind !== 'removed') + 1
  const below = hunk.lines.slice(at, at + 8).findIndex(({ kind }) => kind !== 'removed')
  if (below < 0) return false
  const run = hunk.lines.slice(first, at + below)
  if (run.length > 6 || run.some(({ text }) => opensBody.test(text))) return false
  const next = hunk.lines
    .slice(at + below, at + below + 8)
    .find(({ after, text }) => after !== null && text.trim() !== '')
  return next?.kind === 'context' && !/^\s*[)\]}]/.test(next.text)
}

const ofClass =
  /\$this->middleware\s*\(\s*\[?\s*['"](?:auth|can|role|permission|throttle|verified|admin|signed)/

/** A controller whose every answer was guarded. */
function classUnguarded({ line }: Spot, { hunks }: ChangedFile): string | null {
  if (!ofClass.test(line.text)) return null
  const again = hunks.some(({ lines }) =>
    lines.some(({ kind, text }) => kind === 'added' && /middleware|authorize/i.test(text)),
  )
  return again ? null : `takes a control away: ${short(line)}`
}

const guardList = /\b([\w.$/-]{0,80}middlewares?)["']?\s*(?:=>|[:=])\s*(\S.{0,600})$/i
const guardCall = /(?:->|\.)middleware\s*\(/

/** One of the guards that every request passes is no longer in their list, and none took its place. */
function guardsLost(spot: Spot): string | null {
  const { line } = spot
  const [, key, before = ''] = guardList.exec(line.text) ?? []
  if (key !== undefined) {
    const next = addedNear(spot).find(({ text }) => guardList.exec(text)?.[1] === key)
    const after = next ? itemsOf(guardList.exec(next.text)?.[2] ?? '') : []
    const was = itemsOf(before)
    const lost = was.filter((item) => !after.includes(item))
    const isPart = after.length > 0 && after.every((item) => was.includes(item))
    return isPart && lost.length > 0 ? `takes ${lost.join(', ')} out of ${key}` : null
  }
  if (!guardCall.test(line.text)) return null
  const next = addedNear(spot).find(
    ({ text }) => !guardCall.test(text) && isWithout(line.text.trim(), text.trim()),
  )
  return next ? `takes a control away: ${short(line)}` : null
}

const itemsOf = (list: string): readonly string[] =>
  /['"]/.test(list.charAt(0) === '[' ? list.charAt(1) : '')
    ? [...list.matchAll(/(["'])([^"']*)\1/g)].map(([, , item = '']) => item)
    : list
        .replaceAll(/[[\]'"();]/g, ' ')
        .split(/[,\s]+/)
        .filter((item) => item !== '')
