import { posix } from 'node:path'
import type { Survey } from '../domain/fact.ts'
import type { Page } from '../domain/page.ts'
import { type Check, type Mention, type Opinion, unknown } from './check.ts'
import { isDrawnHere } from './drawings.ts'
import { isIgnoredFrom } from './ignored.ts'
import { nearestPath } from './nearest/paths.ts'
import { pathsEndingIn, sourceOf, withoutRepositoryName } from './path-ends.ts'
import { shellWords } from './samples.ts'
import { isPlaceholder } from './shape.ts'
import { linksAround, type Token } from './tokens.ts'
import { pathsInTree } from './tree-diagrams.ts'
import { treeEvidence } from './tree-evidence.ts'

const ending =
  /\.(?:[cm]?[jt]sx?|py|pyi|pyx|go|rs|rb|java|kts?|groovy|php|cs|fs|vb|c|h|cc|cpp|cxx|hpp|hh|hxx|inl|lua|exs?|erl|hrl|hs|mli?|cljs?|dart|zig|pl|pm|vue|svelte|cmake|bzl|bazel|bats|ps1|bat|cmd|fish|zsh|rake|gemspec|csproj|sln|props|swift|scala|sh|bash|sql|json|ya?ml|toml|ini|cfg|conf|env|xml|proto|graphql|tf|tfvars|md|mdx|rst|adoc|txt|html?|css|scss|lock|gradle|properties|service|tmpl|tpl|j2|example|sample|ipynb|csv|svg|png)$/i
const bareFile =
  /^(?:Dockerfile|Makefile|Jenkinsfile|Procfile|Gemfile|Rakefile|Vagrantfile|CODEOWNERS|LICENSE|Justfile)(?:\.[\w-]+)?$/
const segments = /^(?:\.{1,2}\/)*(?:[\w@.+-]+\/)*[\w@.+-]+\/?$/
const notAPath =
  /^(?:[a-z]+:\/\/|~|\$|@[\w-]+\/[\w.-]+$|-|#|mailto:)|\s|\/\/|^\d+(?:\/\d+)+$|^(?:application|audio|font|image|text|video|multipart)\/[\w.+-]+$|^(?:origin|upstream)\/|^(?:apps|autoscaling|batch|extensions|policy|[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)\/v\d{1,2}(?:(?:alpha|beta)\d{1,2})?$/i

/** Folders of change notes that a release tool consumes. */
const eatenByReleases =
  /^(?:.*\/)?(?:changelog\.d|newsfragments|news|\.changesets?|\.changeset|\.sampo|changes\.d|unreleased)(?:\/.*)?$/

const titleLine =
  /^[ \t]*(?:\/\/|#|--|<!--|\/\*)[ \t]*(?:\.\/)?([\w@.-]+(?:\/[\w@.-]+)+)[ \t]*(?:-->|\*\/)?[ \t]*$/gm
const titles = new WeakMap<Page, ReadonlySet<string>>()

/** Paths that head a sample as its title, `// test/setup.js`: the page itself writes these files. */
function titlesOn(page: Page): ReadonlySet<string> {
  const before = titles.get(page)
  if (before !== undefined) return before
  const found = new Set(Array.from(page.text.matchAll(titleLine), ([, path = '']) => path))
  titles.set(page, found)
  return found
}

/** A page names a file or a folder of the repository; it must be tracked. */
export const filePath: Check = {
  about: 'A page names a file or a folder of the repository; it must be there.',
  against: ['file-path'],

  *mentions({ page, passage, tokens }) {
    for (const token of tokens)
      for (const mention of pathsIn(token))
        yield titlesOn(page).has(mention.token.replace(/^\.\//, ''))
          ? { ...mention, mood: 'created-by-reader' as const }
          : mention
    for (const block of passage.blocks) yield* pathsInTree(block)
  },

  judge(claim, surveys): Opinion {
    if (surveys.length === 0)
      return unknown('no-repository', 'no repository is known for this page')
    for (const survey of surveys) {
      const found = standsAs(claim.subject, survey)
      if (found !== null) return { status: 'holds', evidence: [treeEvidence(survey, found)] }
    }
    if (eatenByReleases.test(claim.subject))
      return unknown(
        'created-by-reader',
        `${claim.subject} is filled by changes and emptied by releases`,
      )
    if (isOfHost(claim.subject, surveys))
      return unknown('other-project', `${claim.subject} is an address of what others make`)
    if (surveys.some((survey) => isIgnoredFrom(claim, survey)))
      return unknown(
        'created-by-reader',
        `${claim.subject} is ignored by git: it is made, not kept`,
      )
    if (surveys.some(({ names }) => claim.sense !== undefined && names.includes(claim.sense)))
      return unknown('created-by-reader', `${claim.sense} is run on its user's own files`)
    if (claim.beside && !isDrawnHere(claim.beside, surveys))
      return unknown('other-project', 'most of what is drawn around it is not of this repository')
    return {
      status: 'absent',
      lost: { kind: 'file-path', path: lostPath(claim.subject, surveys) },
      whole: null,
      distinctive: claim.subject.includes('/'),
      stillStands: 0,
      // Few paths come to need it.
      get near() {
        return nearestPath(claim.subject, surveys)
      },
      otherwise: null,
    }
  },
}

/** The tracked path that the page can mean: itself, or the end of one on whole segments, or its source for a built name. */
function standsAs(path: string, survey: Survey): string | null {
  const bare = path.replace(/\/$/, '')
  if (survey.paths.has(bare)) return bare
  const inside = withoutRepositoryName(bare, survey)
  if (inside !== null && survey.paths.has(inside)) return inside
  const [below] = pathsEndingIn(bare, survey)
  if (below !== undefined) return below
  const source = sourceOf(bare)
  return source !== bare && survey.paths.has(source) ? source : null
}

/** History knows paths as git does: without the repository's own name. */
const lostPath = (path: string, surveys: readonly Survey[]): string =>
  surveys.map((survey) => withoutRepositoryName(path, survey)).find((one) => one !== null) ?? path

/** `github.com/pierre/berths`: a module by its address, of which code may keep a copy, and no path of a page's. */
const isOfHost = (path: string, surveys: readonly Survey[]): boolean =>
  /^[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:com|org|io|net|dev|in|sh|cloud|gg)\//.test(path) &&
  surveys.every(
    (survey) => withoutRepositoryName(path, survey) === null && !survey.paths.has(headOf(path)),
  )

const headOf = (path: string): string => path.slice(0, path.indexOf('/'))

function* pathsIn(token: Token): Iterable<Mention> {
  const isCommand = token.place === 'code' && /^\S+\s+\S/.test(token.text.trim())
  if (token.place === 'shell' || isCommand) yield* operandsIn(token)
  else if (token.place === 'code' || token.place === 'prose')
    yield* path(token, token.text.trim(), token.span[0] + token.text.search(/\S|$/))
}

/** `src\Harbour`, `ledger\Berths.cs`: a namespace of PHP has no such folder at its top, and no ending. */
const isOfWindows =
  /^(?:\.\\)?(?:(?:src|libs?|tests?|docs?|bin|tools|build|scripts|samples?|examples?|packages)(?:\\[\w.-]+)+\\?|(?:[\w.-]+\\)+[\w-]+(?:\.[\w-]+){0,3}\.(?:cs|fs|vb|csproj|sln|props|ps1|bat|cmd|cpp|c|h|hpp|py|js|ts|json|xml|ya?ml|md|txt|config|ini|rc))$/

function* path(token: Token, text: string, start: number): Iterable<Mention> {
  const written = text.replace(/(?::\d+(?:[:-]\d+)?|#L\d+(?:-L?\d+)?)$/, '')
  const bare = (isOfWindows.test(written) ? written.replaceAll('\\', '/') : written).replace(
    /^\.\//,
    '',
  )
  if (!looksLikePath(bare) || isPlaceholder(bare) || isTextOfTarget(token)) return
  const at = start + text.indexOf(written)
  yield {
    subject: bare.replace(/^(?:\.\.\/)+/, ''),
    owner: null,
    token: written,
    span: [at, at + written.length],
    block: token.block,
    canBeCreated: true,
    ...(isReported(token, at) ? { mood: 'example' as const } : {}),
  }
}

/** What a link is called that leads to an address, or to a file of that name by another path: its target says which file it is. */
const isTextOfTarget = (token: Token): boolean =>
  linksAround(token).some(({ target = '' }) => {
    const path = target.replace(/[#?].*$/, '')
    const label = token.text.trim().replace(/^(?:\.{0,2}\/)+/, '')
    return (
      /^https?:/.test(path) ||
      (!path.endsWith(label) && posix.basename(path) === posix.basename(label))
    )
  })

/** "Writing out/report.json", as a program says while it runs. */
const isReported = ({ block }: Token, at: number): boolean =>
  block.kind === 'code' &&
  /(?:^|\n)[ \t]{0,8}(?:[A-Z]?[a-z]{2,12}(?:ing|ed)|wrote|Wrote):?[ \t]{1,8}$/.test(
    block.text.slice(Math.max(0, at - block.textStart - 60), at - block.textStart),
  )

/** A slash and an ending, or a folder's trailing slash, or one of the well-known bare names. */
function looksLikePath(text: string): boolean {
  if (text.length > 160 || notAPath.test(text) || !segments.test(text)) return false
  if (text.startsWith('/') || /^\.+$/.test(text)) return false
  const parts = text.split('/').filter(Boolean)
  if (parts.length === 1)
    return (
      bareFile.test(text) ||
      /^\.?[a-z][\w.-]{2,40}\/$/i.test(text) ||
      (ending.test(text) && !/^\.\w+$/.test(text) && !/^\d/.test(text))
    )
  return (
    ending.test(text) ||
    text.endsWith('/') ||
    bareFile.test(parts.at(-1) ?? '') ||
    parts.length >= 3 ||
    /^\.?(?:src|lib|app|apps|packages|docs?|test|tests|scripts|config|infra|deploy|bin|cmd|internal|pkg|migrations|\.github)\//.test(
      text,
    )
  )
}

/** Commands of makers that read the files of these flags; `kubectl logs -f` follows, `docker rm -f` forces. */
const readers =
  /^(?:kubectl (?:apply|create|delete|replace|diff)|docker (?:build|buildx|compose|stack))$/
const reads = /^(?:-f|-k|--file(?:name)?|--kustomize)$/

const makers = new Set([
  'touch',
  'mkdir',
  'git',
  'curl',
  'wget',
  'ssh',
  'scp',
  'rsync',
  'docker',
  'kubectl',
  'tar',
  'unzip',
  'echo',
  'rm',
])

const givenTo =
  /^--(?:config(?:uration)?|(?:ca-?)?cert|key|file|values|env-file|rcfile|settings)=(?=[.\w])/

/** Operands of commands: read, not written; behind a redirection or a maker's verb the file comes into being. */
function* operandsIn(token: Token): Iterable<Mention> {
  const words = shellWords(token.text)
  const program = words[0]?.text ?? ''
  const isMaker = makers.has(program)
  const called = words.slice(1).find(({ text }) => !text.startsWith('-'))?.text ?? ''
  if (isMaker && !readers.test(`${program} ${called}`)) return
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]?.text ?? ''
    if (isMaker && !reads.test(before)) continue
    if (index === 0 && !word.text.includes('/')) continue
    if (
      /^(?:>>?|-o|--out(?:put|-dir|dir)?|--outfile|tee|-O)$/.test(before) ||
      /^\d?>/.test(word.text)
    )
      continue
    if ((program === 'cp' || program === 'mv') && index === words.length - 1) continue
    if (!/[/\\]/.test(word.text)) continue
    // `--cert=../ssl/server.pem`: what is read; other flags have files made.
    const given = givenTo.exec(word.text)
    const from = given?.[0].length ?? 0
    const operand = path(token, word.text.slice(from), token.span[0] + word.span[0] + from)
    for (const mention of operand) yield index === 0 ? mention : { ...mention, sense: program }
  }
}
