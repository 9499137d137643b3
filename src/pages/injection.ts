import type { Flag } from '../domain/page.ts'

const agents =
  '(?:AI|LLM|language model|chat ?bot|assistant|copilot|(?:AI |coding |autonomous )agent)s?'
const addressed: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|all|any|your|these|system)\b.{0,20}\b(?:instructions?|prompts?|rules|guidelines|context|polic(?:y|ies))\b/i,
  new RegExp(
    String.raw`\b${agents}\b.{0,40}\b(?:must|should|shall|need to|have to|are (?:required|instructed|allowed|permitted) to|may now)\b`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:attention|note|important|message|instructions?|notice)\b.{0,15}\b(?:to|for)\b.{0,15}\b${agents}\b`,
    'i',
  ),
  new RegExp(String.raw`\b(?:if|when) you are (?:an? )?${agents}\b`, 'i'),
  /\byou are (?:now )?(?:an? )?(?:AI|LLM|language model|helpful assistant|in developer mode)\b/i,
  /\b(?:do not|don't|never) (?:tell|inform|reveal|mention|show)\b.{0,25}\b(?:user|operator|human|reader)s?\b/i,
  /\b(?:system|developer) prompt\b|<\|im_(?:start|end)\|>|<\/?(?:system|assistant)>|\[\/?INST\]/i,
  /\bwithout (?:asking|confirming with|telling|notifying) (?:the |any )?(?:user|operator|human)s?\b/i,
]

/** Whether a sentence speaks to agents instead of people. */
export const speaksToAgents = (text: string): boolean => addressed.some((form) => form.test(text))

const invisible =
  /[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]|(?<=[\w$-])[\u200B-\u200D\u2060\uFEFF\u00AD](?=[\w$-])/u
const commandLike =
  /\b(?:rm -|curl |wget |sudo |kubectl |DROP |delete |run |execute |ignore |always |must )/i

/** Whether a comment says something to whoever reads it, rather than marking a spot for a tool or a writer. */
export const commentSpeaks = (comment: string): boolean => {
  const text = comment.replace(/^<!--|-->$/g, '').trim()
  if (speaksToAgents(text)) return true
  return (
    text.split(/\s+/).length >= 4 &&
    new RegExp(`\\b${agents}\\b`, 'i').test(text) &&
    commandLike.test(text)
  )
}

/** A short piece of a text around a place, with what cannot be seen made visible. */
export const excerptOf = (text: string): string => {
  const shown = text
    .replace(
      /[\u200B-\u200D\u2060\uFEFF\u00AD\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E007F}]/gu,
      (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
    )
    .replace(/\s+/g, ' ')
    .trim()
  return shown.length > 160 ? `${shown.slice(0, 160)}…` : shown
}

/** The most flags that one page is given; a page that earns more is suspect enough. */
const most = 50

/** Characters without which nothing is invisible; of those beyond U+FFFF the half that they share. */
const mayHide = /[\u00AD\u200B-\u200D\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uDB40]/

const longestLine = 20_000
const isWhole = (line: string): boolean => line.length <= longestLine

/** Flags of a text that is shown as it is: invisible characters, sentences to agents, comments that speak. */
export const flagsOf = (text: string, lineAt: (line: number) => number): Flag[] => {
  const lines = text.split('\n')
  // On nearly every page there is nothing: what no line says, the text as a whole does not say either.
  if (lines.every(isWhole) && !mayHide.test(text) && !speaksToAgents(text)) return []
  const flags: Flag[] = []
  for (const [position, raw] of lines.entries()) {
    if (flags.length >= most) break
    const line = lineAt(position)
    const content = isWhole(raw) ? raw : raw.slice(0, longestLine)
    if (invisible.test(content))
      flags.push({ kind: 'invisible-characters', line, excerpt: excerptOf(around(content)) })
    if (speaksToAgents(content))
      flags.push({ kind: 'addressed-to-agents', line, excerpt: excerptOf(content) })
  }
  return flags
}

const around = (content: string): string => {
  const at = content.search(invisible)
  return content.slice(Math.max(0, at - 40), at + 80)
}

/** Flags of comments in Markdown, which no reader sees. */
export const commentFlags = (text: string, lineOf: (offset: number) => number): Flag[] => {
  const flags: Flag[] = []
  let at = text.indexOf('<!--')
  while (at >= 0 && flags.length < most) {
    const end = text.indexOf('-->', at)
    if (end < 0) break
    const comment = text.slice(at, Math.min(end + 3, at + 5_000))
    if (commentSpeaks(comment))
      flags.push({ kind: 'hidden-text', line: lineOf(at), excerpt: excerptOf(comment) })
    at = text.indexOf('<!--', end)
  }
  return flags
}
