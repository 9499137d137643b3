import { escaped } from '../../../values/escaped.ts'
import { unknown } from '../../check.ts'
import { bareName, type Doubt } from '../loss.ts'

/**
 * Whether a line of code says a name only as a text that is looked up, listed or given out: `made['berth']`, `__all__ = ["berth"]`,
 * `? 'berth'`, in Python `"berth": {` and `__docformat__ = "berth"`. Texts that calls, tables and objects are given may be what
 * declares the name.
 */
function isOnlySaid(line: string, name: string, path: string): boolean {
  const word = new RegExp(String.raw`(?<![\w$])${escaped(name)}(?![\w$])`)
  if (!word.test(line)) return false
  const quoted = String.raw`(["'\x60])${escaped(name)}\1`
  const rest = line
    .replace(/\[[^\][(){}]{0,500}\]/g, (list) => list.replace(new RegExp(quoted, 'g'), ''))
    .replace(new RegExp(String.raw`(?<=(?:\?|\breturn)\s{0,3})${quoted}`, 'g'), '')
  const key = new RegExp(String.raw`(?<=[{,]\s{0,3}|^\s{0,40})${quoted}(?=\s{0,3}:)`, 'g')
  const told = new RegExp(String.raw`^\s{0,40}__\w{1,40}__\s{0,9}=\s{0,9}${quoted}\s*$`)
  return !word.test(/\.pyi?$/.test(path) ? rest.replace(key, '').replace(told, '') : rest)
}

/** A name of code is one that code declares: where it last stood as a text, nobody tells whose it was. */
export const neverDeclared: Doubt = ({ claim, opinion: { lost }, fate, isSeen }) => {
  if (isSeen || claim.kind !== 'symbol' || lost.kind === 'file-path' || fate.is !== 'gone')
    return null
  const { path, quote } = fate.was
  return isOnlySaid(quote, bareName(lost.subject), path)
    ? unknown(
        'ambiguous',
        `where ${claim.subject} stood last, in ${path}, it was written and not declared`,
      )
    : null
}
