import type { Claim } from '../../../domain/claim.ts'
import { wordsOf } from '../../../domain/fact.ts'
import { escaped } from '../../../values/escaped.ts'
import { isFileOf } from '../../build-tools.ts'
import { unknown } from '../../check.ts'
import { isRepositoryHere, lastCloned } from '../../clones.ts'
import { type Doubt, isOfOptions, isPath, surveysOf } from '../loss.ts'
import { isOfAnotherTongue } from '../tongues.ts'
import { everyObjectHas, isOfSystem } from './every-object.ts'

export const otherTongue: Doubt = ({ claim, fate }) =>
  isOfAnotherTongue(claim.language ?? null, fate.was.path)
    ? unknown(
        'other-project',
        `what was removed stood in ${fate.was.path}, which is of another language than the sample`,
      )
    : null

/** What code used without a version was in a registry all the while, and may well be there still. */
export const inRegistry: Doubt = ({ claim, opinion, fate }) =>
  opinion.lost.kind === 'image' &&
  fate.is === 'gone' &&
  (!claim.subject.includes('/') || (claim.value !== null && !/\d/.test(claim.value)))
    ? unknown(
        'other-project',
        `no code here uses ${claim.subject} any more, but a registry may have ${claim.value === null ? 'it' : `its tag ${claim.value}`} still`,
      )
    : null

/** "It assumes that you have a `Makefile` with a target `check`": the target of whoever uses the code. */
export const ofReadersMakefile: Doubt = ({ claim, opinion: { lost } }) =>
  lost.kind === 'build-target' &&
  /(?<!\b(?:if|when|unless) )\b(?:you have|your(?: own| project['’]s)?) (?:an? )?(?:[\w-]{1,20} ){0,2}[:`*_\w]{0,8}makefile\b/i.test(
    claim.quote,
  )
    ? unknown('created-by-reader', `the sentence speaks of a makefile of whoever uses the code`)
    : null

/** `make install` is none of Gradle's tasks. */
export const ofAnotherTool: Doubt = ({ claim, opinion: { lost }, fate }) =>
  lost.kind === 'build-target' && !isFileOf(claim.sense, fate.was.path)
    ? unknown(
        'other-project',
        `what was removed from ${fate.was.path} was a target of another tool`,
      )
    : null

/** A class may take away a member of its own that every object has all the same. */
export const ofEveryObject: Doubt = ({ claim, opinion: { lost }, fate }) => {
  if (lost.kind !== 'symbol' || claim.owner === null || fate.is !== 'gone') return null
  const last = claim.subject.split('.').at(-1) ?? ''
  return everyObjectHas(last, fate.was.path)
    ? unknown(
        'other-project',
        `every object has ${last}, whether or not the code here makes its own`,
      )
    : null
}

/** `posix_spawnp`: whether code here has one of its own or not, the system has. */
export const ofSystem: Doubt = ({ claim, opinion: { lost } }) =>
  lost.kind === 'symbol' && isOfSystem(claim.subject)
    ? unknown('other-project', `${claim.subject} is a function of the system`)
    : null

/** Namespaces that go by the names of what others install there. */
const othersNamespace =
  /^(?:kube|istio|cert-manager|ingress-nginx|knative|linkerd|flux|argocd|argo|keda|velero|gatekeeper|metallb|openshift|tekton|longhorn|rook|cattle)(?:-(?:system|operator|controllers?|serving|eventing|pipelines|storage))?$/

/** The command that a claim stands in, as far as its line or its code marks go. */
function commandAround({ quote, token }: Claim): string {
  const at = quote.indexOf(token)
  const before =
    quote
      .slice(0, Math.max(0, at))
      .split(/[\x60\n]/)
      .at(-1) ?? ''
  return before + (quote.slice(Math.max(0, at)).split(/[\x60\n]/)[0] ?? '')
}

/** A namespace that nothing made, where something was only put; or that of what somebody else makes. */
export const onlyPutThere: Doubt = ({ opinion: { lost }, claim, fate, ground }) => {
  if (lost.kind !== 'resource' || claim.kind !== 'kubernetes-object' || fate.is !== 'gone')
    return null
  const name = claim.subject.split('/').at(-1) ?? claim.subject
  const own = new Set(ground.survey.names.flatMap(wordsOf))
  const isOthers = (namespace: string): boolean =>
    othersNamespace.test(namespace) && !wordsOf(namespace).some((word) => own.has(word))
  // `kubectl -n istio-system port-forward svc/prometheus`
  const [, put = ''] = /(?:\s-n|--namespace)[ =]([\w-]{1,60})/.exec(commandAround(claim)) ?? []
  const isInstalled = isOthers(lost.owner === 'Namespace' ? name : put)
  return /^\s*namespace:/.test(fate.was.quote) || isInstalled
    ? unknown('other-project', `what others install may make ${name}`)
    : null
}

const tongue = '[a-z]{2}(?:[-_][A-Za-z]{2,4})?'
/** `locales/en.yml`, `lang/pt-BR/messages.php` */
const ofTongue = new RegExp(
  String.raw`(?:^|/)(?:locales?|i18n|l10n|translations?|lang)/(?:[\w-]{1,30}/){0,2}${tongue}(?:/[\w.-]{1,60})?\.(?:ya?ml|json|properties|php|po|ts|js)$`,
)

/** The key of a text that a program says in one language or another is hardly what a page means by a name of code. */
export const ofTranslations: Doubt = ({ opinion: { lost }, claim, fate }) =>
  fate.is === 'gone' &&
  (lost.kind === 'symbol' || isOfOptions(lost)) &&
  ofTongue.test(fate.was.path)
    ? unknown('ambiguous', `${claim.subject} was the key of a text in ${fate.was.path}`)
    : null

/** What contributors laid beside the code, and was taken away with them: examples of what users may run with it. */
export const ofContributions: Doubt = (loss) =>
  loss.fate.is === 'gone' &&
  !isPath(loss) &&
  /^contrib\//.test(loss.fate.was.path) &&
  !loss.ground.survey.paths.has('contrib')
    ? unknown('other-project', `${loss.fate.was.path} was a contribution beside the code`)
    : null

/** Names of examples and of tests, and ends of paths there, are theirs alone, but on a page that lies among them or speaks of their folder. */
export const ofExamplesAlone: Doubt = ({ opinion: { lost, whole }, fate, page }) => {
  if (fate.is !== 'gone' || whole !== null) return null
  const { quote } = fate.was
  // What is left to tell of a folder is a file that lay in it.
  const isFolder = quote.endsWith('/') && fate.was.path.startsWith(quote)
  const path = isFolder ? quote.slice(0, -1) : fate.was.path
  const isName = lost.kind === 'symbol' || lost.kind === 'table' || isOfOptions(lost)
  const place = lost.kind === 'file-path' ? placeOfEnd(path, lost.path) : isName ? path : null
  const folder = place === null ? undefined : asideOf.exec(place)?.[1]
  if (folder === undefined) return null
  const isNear = `${page.home?.path ?? ''}/`.startsWith(`${folder}/`) || isWordIn(folder, page.text)
  return isNear
    ? null
    : unknown('example', `it stood in ${fate.was.path} alone, of which the page says nothing`)
}

const isWordIn = (word: string, text: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\w-]/.test(`${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`)) return true
  return false
}

/** Where a path lay that ends as a page says: `tests/data/x` for `tests/data/.config/tide`; null where the page says it whole. */
const placeOfEnd = (path: string, end: string): string | null => {
  const tail = end.replace(/\/$/, '')
  return path.endsWith(`/${tail}`) ? `${path.slice(0, -tail.length)}x` : null
}

/** The folder of examples or tests that a path lies in. */
const asideOf =
  /^((?:.*\/)?\.?(?:(?:\w[\w.-]*[-_])?examples?|demos?|samples?|starters?|playgrounds?|tests?|__tests__|spec|testdata|fixtures?|e2e|src\/test)(?=\/))\/./i

/** `git subtree` brings in trees of other repositories, whose paths and names were never this one's. */
const ofSubtree = /^Squashed '[^']{1,200}' (?:changes|content) from\b/

export const ofOtherTree: Doubt = ({ fate: { change } }) =>
  ofSubtree.test(change.subject ?? '')
    ? unknown(
        'other-project',
        `the change says "${change.subject}": its tree is another repository's`,
      )
    : null

/** "Clone the repository `acme/quays` and run …": where what the section goes on with lies. */
const toClone =
  /(?:^|[.:;!?]\s{1,3}|\d[.)]\s{1,3}|[-*]\s{1,3})clone (?:(?:the )?repo(?:sitory)? )?[\x60<*[]{0,3}([^\n]{3,240}?)\s{1,20}and (?:then )?(?:run|invoke|call|execute|use|edit|follow|build)\b/gim
const address =
  /\b(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)[/:]([\w.-]{1,60})\/([\w.-]{1,80}?)(?:\.git)?(?=[\s\x60>*\]),;"']|$)/i
/** "`a.sh` and `b.py` (in `acme/quays`)" */
const inOther =
  /^[\x60*]{0,2}(?:,? (?:and |or )?\x60{1,2}[^\x60\n]{1,80}\x60{1,2}){0,3} \((?:in|from|of) (?:the )?[\x60*]{0,2}([\w.-]{2,60}\/[\w.-]{2,80}?)[\x60*]{0,2}(?: repo(?:sitory)?)?\)/
const hereAgain =
  /\b(?:this|our|the main) (?:repo(?:sitory)?|project|folder|directory|checkout)\b|\bback in\b/i

/** What a section has its reader clone and go on in is another project's, and so is what a sentence says to lie in one. */
export const inOtherRepository: Doubt = (loss) => {
  const { claim, page } = loss
  // A link leads on from its own page, wherever its reader may be.
  if (claim.kind === 'link' || claim.kind === 'code-host-link') return null
  const surveys = surveysOf(loss)
  // Without an address of its own, nobody can tell whether it is the one to be cloned.
  if (!surveys.some(({ names }) => names.some((name) => /^(?:[\w.-]+\/){1,2}[\w.-]+$/.test(name))))
    return null
  const name = saidToLieIn(claim, page.text) ?? wasCloned(page.text, claim.span[0])
  return name === null || isRepositoryHere(name, surveys)
    ? null
    : unknown('other-project', `the page speaks of what lies in ${name}`)
}

/** A repository behind the name in brackets, which the page gives an address of a code host. */
function saidToLieIn({ quote, token }: Claim, text: string): string | null {
  const [, after = ''] = quote.replace(/\s+/g, ' ').split(token)
  const said = inOther.exec(after)?.[1]
  return said !== undefined && new RegExp(`[/:]${escaped(said)}\\b`).test(text)
    ? (said.split('/').at(-1) ?? null)
    : null
}

function wasCloned(text: string, at: number): string | null {
  const section = sectionBefore(text, at)
  const last = [...section.matchAll(toClone)].at(-1)
  if (last === undefined || hereAgain.test(section.slice(last.index))) return null
  const [, owner = '', name = ''] = address.exec(last[1] ?? '') ?? []
  return name === '' || /\byour\b|^my|fork|user-?name/i.test(`${owner} ${name}`) ? null : name
}

/** A heading of Markdown or AsciiDoc, or the line below one of reStructuredText. */
const isHeading = /^(?:#{1,6}|={1,6}) \S|^([=\-~^"'#*+])\1{2,}\s*$/

/** What stands above a place in its own section. */
function sectionBefore(text: string, at: number): string {
  const lines = text.slice(Math.max(0, at - 3_000), at).split('\n')
  const top = lines.findLastIndex((line) => isHeading.test(line))
  return lines.slice(top + 1).join('\n')
}

/** A fence, and what a sample holds before a line. */
const fence = /^[ \t]{0,12}(?:\x60{3,}|~{3,})/m

/** `git clone https://github.com/acme/other && cd other`: what a sample runs from there on lies in that repository. */
export const inAnotherClone: Doubt = (loss) => {
  const { claim, page, opinion } = loss
  if (opinion.lost.kind !== 'file-path') return null
  const before = page.text.slice(Math.max(0, claim.span[0] - 3_000), claim.span[0])
  const sample = before.split(fence).at(-1) ?? ''
  const cloned = lastCloned(sample)
  if (cloned === null || !/(?:^|[\s;&])cd\s/.test(sample.slice(cloned.end))) return null
  return isRepositoryHere(cloned.name, surveysOf(loss))
    ? null
    : unknown('other-project', `the sample goes into a clone of ${cloned.name}`)
}
