import type { Claim } from '../domain/claim.ts'
import { type Fact, type Survey, wordsOf } from '../domain/fact.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { commandsIn } from './infrastructure/commands.ts'
import { inEnvironment } from './infrastructure/environments.ts'
import { imageOf, imageOfCommand } from './infrastructure/images.ts'
import { leadOf } from './mood/leads.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { sampleKind } from './sample-kinds.ts'
import { sentenceAround } from './sentence.ts'
import { isPlaceholder } from './shape.ts'
import type { Token } from './tokens.ts'

/** What a claim means by a setting that its reader keeps. */
const ofReader = "reader's setting"
const speaksOfImage = /\b(?:images?|containers?|docker|registry|podman|tags?)\b/i
const imageLine = /^[ \t]{0,80}(?:- )?image:[ \t]*["']?([^\s"'#]{3,250})/gm

/** A page names a container image; the code must use or build one of that name, with that tag. */
export const containerImage: Check = {
  about: 'A page names a container image; the code must use it, with that tag.',
  against: ['image'],

  *mentions(reading) {
    for (const token of reading.tokens) if (token.place === 'code') yield* inCode(token)
    yield* inCommands(reading)
    yield* inSettings(reading)
  },

  judge(claim, surveys): Opinion {
    const facts = imagesCalled(claim.subject, surveys)
    if (facts.length === 0)
      return isOthersInSample(claim, surveys)
        ? unknown('other-project', `${claim.subject} is not made here, and a registry may have it`)
        : withoutImage(claim, surveys)
    const first = facts[0]
    if (first && (claim.value === null || !isPinned(claim.value)))
      return { status: 'holds', evidence: [evidenceOf(first, surveys)] }
    return judgeTag(claim, inEnvironment(claim, facts), surveys)
  },
}

/** The image by itself, and as Docker Hub's short name. */
const imagesCalled = (name: string, surveys: readonly Survey[]): Fact[] => {
  const short = name.replace(/^(?:docker\.io\/)?(?:library\/)?/, '')
  const names = new Set([name, short, `docker.io/${short}`, `docker.io/library/${short}`])
  return [...names].flatMap((one) => factsAbout(one, ['image'], surveys))
}

/** Registries, and places in them, where those who make a platform or a tool keep what everybody runs. */
const ofEverybody =
  /^(?:registry\.k8s\.io|k8s\.gcr\.io|mcr\.microsoft\.com|docker\.elastic\.co|gcr\.io\/(?:kaniko-project|distroless|google[-_]containers|google-samples|cloud-builders|cadvisor)|public\.ecr\.aws\/(?:docker|amazonlinux|lambda|eks))\//

/** "Save the following file as `compose.yml` in the root of your project": what the reader keeps, and runs. */
const inReadersProject =
  /\b(?:in|into|to|at) (?:the root (?:folder |directory )?of )?your (?:own )?(?:project|repository|workspace|app(?:lication)?)\b/i

/** What a sample of settings runs of somebody else's may be had from its registry, whatever code here runs. */
const isOthersInSample = ({ sense, subject }: Claim, surveys: readonly Survey[]): boolean =>
  (sense === ofReader || (sense === 'setting' && ofEverybody.test(subject))) &&
  !surveys.some(({ names }) => names.some((name) => speltIn(subject).includes(speltIn(name))))

const speltIn = (name: string): string => wordsOf(name.slice(name.lastIndexOf('@') + 1)).join('')

function withoutImage(claim: Claim, surveys: readonly Survey[]): Opinion {
  return {
    status: 'absent',
    lost: { kind: 'image', subject: claim.subject, owner: null },
    whole: null,
    distinctive: claim.subject.includes('/'),
    stillStands: surveys.reduce((sum, survey) => sum + survey.occurrences(claim.subject), 0),
    near: null,
    otherwise: unknown('other-project', `no code here uses or builds an image ${claim.subject}`),
  }
}

/** `latest`, `main` and the like move: they name no release. */
const isPinned = (tag: string): boolean => /\d/.test(tag) && !isPlaceholder(tag)

function judgeTag(claim: Claim, facts: readonly Fact[], surveys: readonly Survey[]): Opinion {
  const tag = claim.value ?? ''
  const same = facts.find(({ value }) => value !== null && sameLine(tag, value))
  if (same)
    return { status: 'holds', evidence: [evidenceOf(same, surveys)], actual: same.value ?? '' }
  const strong = facts.filter(({ weak }) => !weak)
  const tags = new Set(strong.map(({ value }) => value))
  const [only] = strong
  const actual = only?.value ?? null
  if (tags.size !== 1 || only === undefined || actual === null || !isPinned(actual))
    return unknown('ambiguous', `code names no one tag of ${claim.subject}`)
  return {
    status: 'differs',
    actual,
    evidence: evidenceOf(only, surveys),
    lost: { kind: 'image', subject: only.subject, owner: null },
    correction: claim.owner === 'tag' ? null : actual,
    // Any release makes a sample: only a tag that code once had was copied from it.
    needsPast: true,
    because: `the code uses ${claim.subject} at ${actual}`,
  }
}

/** `1.4` speaks of every `1.4.x`, `20-bookworm` of a `20`. */
const sameLine = (a: string, b: string): boolean => {
  const [left, right] = [a, b].map((tag) => tag.replace(/^v(?=\d)/, ''))
  if (left === undefined || right === undefined) return false
  return (
    left === right ||
    [`${left}.`, `${left}-`].some((line) => right.startsWith(line)) ||
    [`${right}.`, `${right}-`].some((line) => left.startsWith(line))
  )
}

function* inCode(token: Token): Iterable<Mention> {
  const text = token.text.trim()
  const image = imageOf(text)
  if (image === null || isMadeUp(text)) return
  const { text: sentence, start: from } = sentenceAround(token.block, token.span[0])
  const isTold = speaksOfImage.test(sentence)
  const hasHost = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(image.name)
  const isPath = /\.\w{1,5}$/.test(image.name) || /^\d+(?:-\d+)?$/.test(image.tag ?? '')
  // A path with a line, a host with a port and a Maven coordinate are written alike.
  if (!isTold || (image.tag === null && !hasHost) || (isPath && !hasHost)) return
  const found = mention(image, text, token.span[0] + token.text.indexOf(text), token.block)
  const isExample = shownAs.test(sentence.slice(0, token.span[0] - from))
  yield isExample ? { ...found, mood: 'example' } : found
}

/** "Adds a prefix, i.e. `nats:2.11` becomes `acme/nats:2.11`": any image would show it. */
const shownAs =
  /(?:\b(?:e\.g|i\.e)\.,?|\b(?:for (?:example|instance)|such as|like)\b,?)[^.]{0,60}$/i

function* inCommands(reading: Reading): Iterable<Mention> {
  for (const command of commandsIn(reading)) {
    const word = imageOfCommand(command.words)
    const image = imageOf(word?.text ?? '')
    if (word === null || image === null || isMadeUp(word.text)) continue
    yield mention(image, word.text, word.at, command.block)
  }
}

function* inSettings({ passage }: Reading): Iterable<Mention> {
  for (const block of passage.blocks) {
    if (block.kind !== 'code' || sampleKind(block) !== 'data' || block.text.length > 100_000)
      continue
    const sense = inReadersProject.test(leadOf(passage, block) ?? '') ? ofReader : 'setting'
    for (const match of block.text.matchAll(imageLine)) {
      const text = match[1] ?? ''
      const image = imageOf(text)
      if (image === null || isMadeUp(text)) continue
      const at = block.textStart + match.index + match[0].lastIndexOf(text)
      yield { ...mention(image, text, at, block), sense }
    }
  }
}

/** The tag is what can be wrong, so that is what is shown; without one, the whole name. */
const mention = (
  { name, tag }: { readonly name: string; readonly tag: string | null },
  text: string,
  at: number,
  block: Mention['block'],
): Mention => {
  const start = tag === null ? at : at + text.lastIndexOf(tag)
  const token = tag ?? text
  return { subject: name, value: tag, token, span: [start, start + token.length], block }
}

/** The host may well be called example; the name and the tag may not. */
const isMadeUp = (text: string): boolean =>
  isPlaceholder(text.replace(/^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//, ''))
