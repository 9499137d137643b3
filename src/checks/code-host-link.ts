import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import type { Block, Span } from '../domain/passage.ts'
import { type Check, type Mention, type Opinion, unknown } from './check.ts'
import { readAddress } from './code-hosts.ts'
import { lineAt } from './lines.ts'
import { judgeFragment } from './link/fragments.ts'
import { treeEvidence } from './tree-evidence.ts'

/** A page links to a file of this repository on its code host; the file must be there. */
export const codeHostLink: Check = {
  about: 'A page links to a file of this repository on its code host; the file must be there.',
  against: ['file-path'],
  statesMore: true,
  over: ['file-path'],

  *mentions({ passage }) {
    for (const block of passage.blocks) yield* linksIn(block)
  },

  judge(claim, surveys, pages): Opinion {
    const { owner, subject } = claim
    const mine = surveys.flatMap((survey) => {
      const sure = owner === null ? null : isOwn(owner, survey)
      return sure === null ? [] : [{ survey, sure }]
    })
    const first = mine[0]
    if (first === undefined) return unknown('other-project', `${owner} is another repository`)
    for (const { survey } of mine) {
      const found = standing(subject, survey)
      if (found === null) continue
      const landed = { survey, path: found, page: found }
      return (
        judgeFragment(claim, landed, pages) ?? {
          status: 'holds',
          evidence: [treeEvidence(survey, found)],
        }
      )
    }
    return missing(claim, first.survey, first.sure)
  },
}

function missing({ subject, token, owner }: Claim, survey: Survey, isSure: boolean): Opinion {
  if (survey.isIgnored(subject))
    return unknown('created-by-reader', `${subject} is ignored by git: it is made, not kept`)
  return {
    status: 'absent',
    lost: { kind: 'file-path', path: subject },
    whole:
      // A published package leaves files out that its repository has.
      isSure && survey.version === null && /\.[a-z]\w{0,9}$/i.test(token)
        ? { because: `${owner} has no ${subject} on this branch`, evidence: [], isOurs: true }
        : null,
    distinctive: true,
    stillStands: 0,
    near: null,
    otherwise: null,
  }
}

/** A branch's name may have slashes, and so may begin the path. */
function standing(path: string, { paths }: Survey): string | null {
  const bare = path.replace(/\/$/, '')
  return paths.has(bare) ? bare : null
}

/** Whether an address is of the survey's repository: true where its owner is known, false where only its name fits. */
function isOwn(address: string, { names }: Survey): boolean | null {
  const wanted = address.toLowerCase()
  const slugs = names.map(slugOf).filter((slug) => slug !== null)
  if (slugs.length > 0) return slugs.includes(wanted) ? true : null
  const name = wanted.slice(wanted.lastIndexOf('/') + 1)
  return names.some((one) => one.toLowerCase() === name) ? false : null
}

/** `owner/name`, as a remote or a module path gives it; null for a plain name. */
const slugOf = (name: string): string | null => {
  const path = name
    .toLowerCase()
    .replace(/^(?:[\w-]{1,60}\.)+[a-z]{2,}\//, '')
    .replace(/\/v\d{1,3}$/, '')
  return /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(path) && !name.startsWith('@') ? path : null
}

const address = /https?:\/\/[^\s<>"'`|\\^[\]()]{1,600}/g

/** What a program puts out of an address that leads nowhere: `… not found: status 404`. */
const isLackSaid = /\b(?:404|not found|no such file|does not exist|inaccessible)\b/i

/** What a page keeps in comments of HTML nobody reads; every other character keeps its place. */
const withoutComments = (text: string, { kind }: Block): string =>
  kind === 'html' ? text.replace(/<!--[\s\S]*?-->/g, (said) => ' '.repeat(said.length)) : text

/** Addresses in links, in code and in samples, each once. */
function* linksIn(block: Block): Iterable<Mention> {
  const seen = new Set<number>()
  const shown = withoutComments(block.text.slice(0, 100_000), block)
  for (const found of shown.matchAll(address)) {
    const start = block.textStart + found.index
    const url = found[0].replace(/[.,;:!?*_)}]{1,8}$/, '')
    // The rest of the address is for the reader to fill in.
    if (seen.has(start) || /^[<{$*[]/.test(shown.slice(found.index + found[0].length))) continue
    seen.add(start)
    if (
      block.kind === 'code' &&
      isLackSaid.test(lineAt(shown, found.index).text.replace(found[0], ''))
    )
      continue
    yield* mention(block, url, [start, start + url.length])
  }
}

function* mention(block: Block, url: string, [start]: Span): Iterable<Mention> {
  const read = readAddress(url)
  if (read === null) return
  const at = start + read.at
  const shown = url.slice(read.at, read.at + read.written.length)
  yield {
    subject: read.path,
    owner: read.repository,
    value: read.fragment,
    token: shown,
    span: [at, at + shown.length],
    block,
    ...(read.ref === null ? {} : { sense: read.ref }),
    ...(read.mood === null ? {} : { mood: read.mood }),
  }
}
