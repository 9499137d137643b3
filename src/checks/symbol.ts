import { posix } from 'node:path'
import type { Claim } from '../domain/claim.ts'
import { type Survey, wordsOf } from '../domain/fact.ts'
import type { Page } from '../domain/page.ts'
import { type Check, type Mention, unknown } from './check.ts'
import { isMachines } from './environment/machine.ts'
import { bringsModule, importedOn, reachesInto, sourceOn } from './imported.ts'
import { isOwnModule } from './imports/modules.ts'
import { madeOf } from './made-objects.ts'
import { factsAbout, isModule, isNameOfOurs, judgeName } from './names.ts'
import { pathsEndingIn } from './path-ends.ts'
import { languageOf } from './sample-kinds.ts'
import { isCode, isDistinctive, isDotted, isEveryday, isIdentifier, isScreaming } from './shape.ts'
import { linksAround, type Token } from './tokens.ts'

const call =
  /^\.?(?:await |new |@|(?:async )?(?:def|fn|func|function) \.?)?((?:[A-Za-z_$][\w$]*(?:\(\))?(?:\.|::|#))*)([A-Za-z_$][\w$]*)\s*(?:<[\w\s,<>[\]|]*>)?\((?:[^()]|\([^()]*\))*\)?;?$/
/** `acme.beat:PersistentScheduler`: an object of a module, as Python's settings name it. */
const entryPoint = /^["']?([a-z_]\w*(?:\.\w+)+):([A-Za-z_]\w*)["']?$/
/** `\Acme\Http\RetryClient`, `Acme\Http\RetryClient::send()`: what PHP qualifies whole. */
const qualified = /^\\?(?:[A-Z]\w{0,60}\\){1,8}([A-Z]\w{0,60})(?:::\$?(\w{1,60})(?:\([^()]*\))?)?$/
const fileLike =
  /\.(?:[cm]?[jt]sx?|py|json|ya?ml|toml|md|html?|css|sh|sql|go|rs|rb|java|txt|env|lock|cfg|ini|conf|xml|svg|png)$/i

/** A page names a function, class, method, type or constant; the code must declare it. */
export const symbol: Check = {
  about: 'A page names a function, class, method, type or constant; the code must declare it.',
  against: ['symbol', 'option'],

  *mentions(reading) {
    for (const token of reading.tokens) {
      const written = nameIn(token)
      if (!written || reading.declared.has(written.subject)) continue
      if (isQuoted(token) || isPlaceOfValue(token)) continue
      const made =
        token.place === 'sample' && written.owner ? madeOf(written.owner, reading.page) : null
      const named = { ...written, owner: made?.type ?? written.owner }
      if (
        token.place === 'sample' &&
        named.owner !== null &&
        [named.owner, named.owner.replace(/^\$/, '')].some((name) => reading.declared.has(name)) &&
        !isDistinctive(named.subject)
      )
        continue
      yield {
        ...named,
        tentative:
          named.owner === null && (isTentative(token) || isReadersOwn(token, reading.page)),
        token: named.subject,
        span: named.span,
        block: token.block,
        canBeCreated: true,
        ...sensed(
          made?.source ??
            hostOf(token) ??
            moduleOf(token) ??
            sourceOn(reading.page, named.subject) ??
            (named.owner === null ? null : sourceOn(reading.page, named.owner)) ??
            broughtRoot(token) ??
            rootWithParts(token, reading.page) ??
            namespaceOf(token),
        ),
      }
    }
  },

  judge(claim, surveys) {
    const source = claim.sense ?? null
    const areKnown = surveys.some(({ names }) => names.length > 1)
    const isNamespace = source?.endsWith('\\') === true
    if (
      source !== null &&
      (areKnown || isNamespace) &&
      !source.startsWith('.') &&
      !isOurs(source, surveys)
    )
      return unknown('other-project', `the page brings ${claim.subject} in from ${source}`)
    if (source?.startsWith('.') && !hasFile(source, surveys))
      return unknown('created-by-reader', `the sample brings ${claim.subject} in from ${source}`)
    if (claim.owner !== null && isModule(claim.owner, claim.subject, surveys))
      return { status: 'holds', evidence: [] }
    const holder = holderIn(claim)
    const isKnown =
      holder === null ||
      factsAbout(holder, ['symbol'], surveys).length > 0 ||
      isNameOfOurs(holder, surveys)
    if (!isKnown)
      return unknown('other-project', `the sentence speaks of ${holder}, which is not made here`)
    const named = judgeName(claim, ['symbol', 'option'], surveys)
    return named.status === 'absent' && isMachines(claim.subject)
      ? unknown('other-project', `${claim.subject} belongs to the machine, not to this code`)
      : named
  },
}

/** The namespace that a name of PHP begins with, where it is qualified whole: `Acme\`. */
const namespaceOf = ({ place, text }: Token): string | null =>
  place === 'sample' || !qualified.test(text.trim())
    ? null
    : (/^\\?(\w+\\)/.exec(text.trim())?.[1] ?? null)

const isNamespaceOfOurs = (namespace: string, surveys: readonly Survey[]): boolean =>
  surveys.some(({ names }) =>
    names.some((name) => name.toLowerCase().split(/\W/).includes(namespace.toLowerCase())),
  ) ||
  factsAbout(namespace, ['symbol'], surveys).some(
    ({ path, weak }) => !weak && path.endsWith('.php'),
  )

/** "The `onReply` method of a `RemoteSource`": whose member a sentence says that a name is. */
function holderIn({ quote, token }: Claim): string | null {
  const at = quote.indexOf(`\`${token}`)
  const after = at < 0 ? '' : quote.slice(at + token.length + 1)
  // "the same as Tidec's `default_wait`"
  const possessor =
    /\b(?:same as|like|unlike|similar to|as with|compared (?:to|with)|equivalent (?:to|of)) ([A-Z][a-z]\w{1,40})['’]s $/.exec(
      at < 0 ? '' : quote.slice(0, at),
    )?.[1]
  if (possessor !== undefined) return possessor
  return (
    /^(?:\(\))?`{1,2} (?:method|function|property|field|option|hook|callback|event)s? (?:of|on|in) (?:(?:an?|the|your|each|every|our) )?`{1,2}([A-Z]\w{2,60})`/.exec(
      after,
    )?.[1] ?? null
  )
}

/** A plain word inside a quotation of several words: a message or a title, which is somebody's wording. */
function isQuoted({ place, block, span }: Token): boolean {
  if (place !== 'prose') return false
  const at = span[0] - block.textStart
  const from = block.text.slice(Math.max(0, at - 120), at)
  const to = block.text.slice(at, at + 120)
  return /(?:^|[\s(])["“][^"”“\n]*[^"”“\s]\s[^"”“]*$/.test(from) && /^[^"”“]*["”]/.test(to)
}

/** `--config-file CONFIG_FILE`: what a flag takes, as manuals call it. */
const isPlaceOfValue = ({ text, block, span }: Token): boolean =>
  isScreaming(text.trim()) &&
  /(?:^|[\s\x60,|[(])--?[a-z][\w-]{0,60}[ =[<{]{1,3}$/i.test(
    block.text.slice(Math.max(0, span[0] - block.textStart - 70), span[0] - block.textStart),
  )

/** Whose code a link from the name leads to, where it leads to a host of code or of packages: `django/django`. */
function hostOf(token: Token): string | null {
  const [link] = linksAround(token)
  return hosted.test(link?.target ?? '') ? (link?.target ?? null) : null
}

/** What a role of Sphinx spells out whole begins with the package: `:class:\`Engine <alchemy.engine.Engine>\``. */
const moduleOf = ({ role, text }: Token): string | null =>
  role === undefined
    ? null
    : (/^([a-z_]\w*)\.(?:\w+\.)*\w+$/.exec(text.trim().replace(/^~/, ''))?.[1] ?? null)

const hosted =
  /^https?:\/\/(?:(?:www\.|gist\.)?(?:github|gitlab|bitbucket)\.|docs\.rs\/|crates\.io\/|pkg\.go\.dev\/|(?:www\.)?npmjs\.com\/|pypi\.org\/|rubygems\.org\/|packagist\.org\/|[\w-]+\.readthedocs\.)/i

/** `sea` of `sea.tides.highest`, where the token's own sample brings that module in. */
const broughtRoot = ({ root, block }: Token): string | null =>
  root !== undefined && bringsModule(block.text, root) ? root : null

/** The same where a sample of Python only reaches into the module. */
const rootWithParts = ({ root, block }: Token, { text }: Page): string | null =>
  root !== undefined && languageOf(block) === 'python' && reachesInto(block.text, root, text)
    ? root
    : null

/** A module that lies here, a namespace of ours, or an address that has one of our names. */
const isOurs = (source: string, surveys: readonly Survey[]): boolean =>
  source.endsWith('\\')
    ? isNamespaceOfOurs(source.slice(0, -1), surveys)
    : /^https?:/.test(source)
      ? surveys.some(({ names }) => names.some((name) => hasName(source, name)))
      : isOwnModule(source, surveys)

/** Whether a file here may be the one that a sample brings in from beside itself: `./types`. */
function hasFile(source: string, surveys: readonly Survey[]): boolean {
  const stem = posix.basename(source).replace(/\.[cm]?[jt]sx?$/, '')
  if (/^\.*$/.test(stem)) return true
  const ends = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.py', '.vue', '', '/index.ts']
  return surveys.some((survey) =>
    ends.some((end) => {
      const path = `${stem}${end}`
      return survey.paths.has(path) || pathsEndingIn(path, survey).length > 0
    }),
  )
}

/** A name among the parts of an address: `env_logger` is none of `log`. */
const hasName = (address: string, name: string): boolean =>
  `/${address.toLowerCase()}/`.split(/[/?#]/).join('/').includes(`/${name.toLowerCase()}/`)

/** Where a sample of the page has the name from. */
const sensed = (source: string | null): Pick<Mention, 'sense'> =>
  source === null ? {} : { sense: source }

type Named = Pick<Mention, 'subject' | 'span'> & { readonly owner: string | null }

function nameIn(token: Token): Named | null {
  if (token.place === 'sample') return sampleName(token)
  if (token.place !== 'code' && token.place !== 'prose') return null
  // `.close` is a member, `take_until!` a macro of Rust.
  const text = token.text
    .trim()
    .replace(/^\.(?=[A-Za-z])/, '')
    .replace(/(?<=\w)!$/, '')
  if (text.length > 120 || fileLike.test(text)) return null
  const called = call.exec(text)
  if (isOfMember(called?.[1] ?? text)) return null
  if (called) return placed(token, called[2] ?? '', lastOwner(called[1] ?? ''))
  const [, type = '', member] = qualified.exec(text) ?? []
  if (type !== '' && (member !== undefined || isDistinctive(type)))
    return member === undefined ? placed(token, type, null) : placed(token, member, type)
  const entry = entryPoint.exec(text)
  if (entry) return placed(token, entry[2] ?? '', entry[1]?.split('.').at(-1) ?? null)
  if (isScreaming(text) || isCode(text)) return placed(token, text, null)
  if (isDotted(text)) {
    const names = text.split('.')
    const subject = names.at(-1) ?? ''
    return isIdentifier(subject) ? placed(token, subject, names.at(-2) ?? null) : null
  }
  if (!isIdentifier(text) || (!isDistinctive(text) && !isTentative(token))) return null
  return placed(token, text, null)
}

/** `TextResponse.selector.css`: what a member of a class is, and so what it has, no page tells. */
const isOfMember = (path: string): boolean =>
  /(?:^|\.)[A-Z]\w*\.(?!prototype\b)[a-z]\w*\.(?:\w|$)/.test(path)

/** One plain word in code marks may name a function, or anything else. */
const isTentative = ({ text, place, lead }: Token): boolean =>
  place === 'code' && !lead && /^[a-z]{4,}$/.test(text.trim()) && !isEveryday(text.trim())

/**
 * A sample calls what its reader wrote as it calls what it brought in: only the latter is the code's, or what has a name
 * that nobody else would choose.
 */
const isReadersOwn = (token: Token, page: Page): boolean =>
  token.place === 'sample' &&
  token.use !== 'key' &&
  !importedOn(page).has(token.text) &&
  (ofPlatforms.test(token.text) || wordsOf(token.text).filter((word) => word.length > 1).length < 3)

/** What browsers, React and Django have by names of three words: what was here of them only stood in for it. */
const ofPlatforms =
  /^(?:(?:request|cancel)(?:AnimationFrame|IdleCallback)|queueMicrotask|get(?:Elements?By\w+|BoundingClientRect|ComputedStyle|UserMedia|OwnProperty\w+|PrototypeOf)|createElementNS|createDocumentFragment|query(?:Selector)?All|(?:add|remove)EventListener|setRequestHeader|use(?:LayoutEffect|ImperativeHandle|SyncExternalStore|DeferredValue|InsertionEffect|ActionState|FormStatus)|get_(?:object|list)_or_404|(?:is|ensure|to)WellFormed|XMLHttpRequest)$/

const lastOwner = (path: string): string | null =>
  path
    .split(/\.|::|#/)
    .filter(Boolean)
    .at(-1)
    ?.replace('()', '') ?? null

function placed(token: Token, subject: string, owner: string | null): Named {
  const at = token.text.lastIndexOf(subject)
  const start = token.span[0] + Math.max(0, at)
  return { subject, owner, span: [start, start + subject.length] }
}

/** In a sample only what is used, not what the sample itself makes. */
function sampleName(token: Token): Named | null {
  const owner = token.owner ?? null
  const telling =
    isDistinctive(token.text) ||
    (token.use === 'call' && owner !== null) ||
    (token.use === 'member' && owner !== null)
  return telling ? { subject: token.text, owner, span: token.span } : null
}
