import { widens } from '../effect.ts'
import { placeIn, sideOf } from './changed-file.ts'
import { nearby, type Spot, spots } from './enclosure.ts'
import type { ChangeKind } from './kind.ts'

const called =
  /\b(?:it|test|describe|context|suite|specify)(?:\.concurrent)?\.(?:skip|only|todo|fixme)\b\s*\(\s*(["'`])(.*?)\1|\b(?:xit|xdescribe|xtest|xcontext|fit|fdescribe|pending)\b\s*\(?\s*(["'`])(.*?)\3/
const marked =
  /^\s*(?:@(?:Ignore|Disabled|pytest\.mark\.(?:skip|xfail)|unittest\.(?:skip|expectedFailure)|skip)\b|#\[ignore\b|\[(?:Ignore|Fact\(Skip)|@Test\(enabled\s*=\s*false|(?:t|b)\.Skip(?:f|Now)?\(|(?:self|this)\.(?:skipTest|skip)\(|skip\s+["'(]|pytest\.skip\(|\$this->markTestSkipped\()/
const testFile =
  /(?:^|[./_-])(?:tests?|specs?|__tests__|e2e|cypress)(?:[./_-]|$)|Tests?\.\w+$|_spec\.rb$/i

/** Tests that are there and no longer run. */
export const skippedTests: ChangeKind = {
  about:
    'Tests that stood and ran, and are skipped now. A new test that is skipped takes nothing away.',
  found(file) {
    if (
      file.before === null ||
      file.after === null ||
      !testFile.test(file.path) ||
      file.place === 'told' ||
      file.place === 'made'
    )
      return []
    return spots(file, 'added').flatMap((spot) =>
      stoodBefore(spot)
        ? [{ line: spot.line, effect: widens('a test that ran no longer does') }]
        : [],
    )
  },
}

function stoodBefore({ hunk, line }: Spot): boolean {
  const match = called.exec(line.text)
  if (match) {
    const title = match[2] ?? match[4] ?? ''
    return nearby(hunk, line).some(
      ({ kind, text }) => kind === 'removed' && text.includes(title) && !called.test(text),
    )
  }
  if (!marked.test(line.text)) return false
  const side = sideOf(hunk, 'after')
  const at = placeIn(hunk, line)
  // A decorator stands above what it marks, a call below.
  const inside =
    /^\s*(?:t|b|self|this|skip|pytest|\$this)\b/.test(line.text) && !/^\s*@/.test(line.text)
  const next = inside
    ? side.slice(0, at).findLast(({ text }) => /\b(?:func|def|it|test|function)\b/.test(text))
    : side.slice(at + 1).find(({ text }) => !/^\s*(?:@|#\[|\[|$)/.test(text))
  return (
    next?.kind === 'context' &&
    !nearby(hunk, line).some(({ kind, text }) => kind === 'removed' && marked.test(text))
  )
}
