import type { CheckResult } from '../domain/check-result.ts'
import {
  type CheckShown,
  pagesShown,
  placeOf,
  type ShownPage,
  type WrongFinding,
} from './check-shown.ts'
import { told } from './told.ts'
import { type Element, xmlOf } from './xml.ts'

/** How much of a finding is a failure: what only moved is one where `--fail-on moved` says so. */
export interface JunitOptions {
  readonly movedFails: boolean
}

/**
 * A check as JUnit's XML, as Jenkins (xunit-plugin, junit-10.xsd) and GitLab read it: a suite for each document, and in it a case for
 * each finding, or one that passes. What moved and does not count is skipped; a document that could not be read is an error.
 */
export function checkAsJunit({ result }: CheckShown, { movedFails }: JunitOptions): string {
  const suites = [
    ...pagesShown(result).map((shown) => suiteOf(shown, result, movedFails)),
    ...result.unread.map(({ path, because }) => unreadSuite(path, because)),
  ]
  const sum = (name: 'tests' | 'failures' | 'errors') =>
    suites.reduce((total, { attributes }) => total + attributes[name], 0)
  return xmlOf({
    name: 'testsuites',
    attributes: {
      name: 'plumbline check',
      tests: sum('tests'),
      failures: sum('failures'),
      errors: sum('errors'),
    },
    content: suites,
  })
}

function suiteOf({ page, findings }: ShownPage, result: CheckResult, movedFails: boolean) {
  const names = new Map<string, number>()
  const isFailure = ({ status }: WrongFinding) => status === 'contradicted' || movedFails
  const cases = findings.map((finding) =>
    caseOf(named(finding, names), page.path, [
      {
        name: isFailure(finding) ? 'failure' : 'skipped',
        attributes: { type: finding.status, message: told(finding.judgement.because, 500) },
        content: detailsOf(finding, result),
      },
    ]),
  )
  return suite(page.path, cases.length === 0 ? [caseOf('nothing found', page.path, [])] : cases, {
    failures: findings.filter(isFailure).length,
    errors: 0,
    skipped: findings.filter((finding) => !isFailure(finding)).length,
  })
}

const unreadSuite = (path: string, because: string) =>
  suite(
    path,
    [
      caseOf('can be read', path, [
        { name: 'error', attributes: { type: 'unread', message: told(because, 500) } },
      ]),
    ],
    { failures: 0, errors: 1, skipped: 0 },
  )

interface Outcomes {
  readonly failures: number
  readonly errors: number
  readonly skipped: number
}

const suite = (path: string, cases: readonly Element[], outcomes: Outcomes) => ({
  name: 'testsuite',
  attributes: { name: path, file: path, tests: cases.length, ...outcomes },
  content: cases,
})

const caseOf = (name: string, path: string, content: readonly Element[]): Element => ({
  name: 'testcase',
  attributes: { name, classname: path },
  content,
})

/** What is claimed, and no line number: a case is the same one while its document is edited. */
function named({ claim }: WrongFinding, names: Map<string, number>): string {
  const name = told(`${claim.kind}: ${claim.token || claim.subject}`)
  const count = (names.get(name) ?? 0) + 1
  names.set(name, count)
  return count === 1 ? name : `${name} (${count})`
}

const detailsOf = ({ claim, judgement, suggestion }: WrongFinding, result: CheckResult): string =>
  [
    `line ${claim.line}: ${told(claim.quote, 400)}`,
    told(judgement.because, 1_000),
    ...judgement.evidence
      .slice(0, 10)
      .map((evidence) => `code: ${told(placeOf(evidence, result), 500)}  ${told(evidence.quote)}`),
    ...(suggestion === null ? [] : [`mend: ${told(suggestion.new, 500)}`]),
  ].join('\n')
