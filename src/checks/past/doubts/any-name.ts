import { unknown } from '../../check.ts'
import { isOwnModule } from '../../imports/modules.ts'
import { type Doubt, surveysOf } from '../loss.ts'

/**
 * How objects and modules answer to names that nobody declared there, by the ending of their language's files: they catch
 * what they do not have, or hand on all that another module has.
 */
const catchAlls: readonly (readonly [RegExp, RegExp])[] = [
  [/\.pyi?$/, /\bdef __getattr__\(|^[ \t]*from [a-z]\w*(?:\.\w+)* import \*/m],
  [/\.(?:rb|rake)$/, /\bdef (?:self\.)?method_missing\b|\bdefine_method\b|\bdelegate_missing_to\b/],
  [/\.php$/, /\bfunction __(?:call|callStatic|get)\b/i],
  [/\.[cm]?[jt]sx?$/, /\bnew Proxy\(|\bexport \* from ['"][^.'"]/],
  [/\.rs$/, /\bpub use (?!(?:self|super|crate)\b)[\w:]{1,100}::\*/],
  [/\.cs$/, /\bTryInvokeMember\b|\bTryGetMember\b/],
]

/** A name that is written out no more in a file which has come to answer to any name: `def __getattr__(self, name)`. */
export const answeredByAny: Doubt = async (loss) => {
  const { fate, claim, ground } = loss
  const { lost } = loss.opinion
  if (fate.is !== 'gone' || (lost.kind !== 'symbol' && lost.kind !== 'option')) return null
  const { path } = fate.was
  const catchAll = catchAlls.find(([file]) => file.test(path))?.[1]
  const now = catchAll === undefined ? null : await ground.history.textNow(path)
  if (catchAll === undefined || now === null || !catchAll.test(now)) return null
  const own = /^[ \t]*from ([a-z]\w*(?:\.\w+)*) import \*/m.exec(now)?.[1]
  if (own !== undefined && isOwnModule(own, surveysOf(loss))) return null
  const before = await ground.history.textBefore(fate.change, path)
  return before !== null && catchAll.test(before)
    ? null
    : unknown(
        'incomplete-survey',
        `${path} has come to answer to names that it does not write out, and ${claim.subject} may be one`,
      )
}
