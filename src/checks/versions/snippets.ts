import { wordsOf } from '../../domain/fact.ts'
import type { Page } from '../../domain/page.ts'
import type { Block } from '../../domain/passage.ts'
import type { Mention, Reading } from '../check.ts'
import { leadOf } from '../mood/leads.ts'

/** Whose way of asking for a package a snippet follows. */
export type Ecosystem =
  | 'cargo'
  | 'npm'
  | 'pip'
  | 'gem'
  | 'maven'
  | 'hex'
  | 'go'
  | 'image'
  | 'action'

const number = String.raw`(?:[v~^<>=! ]{0,5}\d[\w.+*-]{0,40})`

/** Each pattern has the package's name in its first group and the constraint in its second. */
const patterns: readonly (readonly [Ecosystem, RegExp])[] = [
  ['cargo', new RegExp(String.raw`^[ \t]*([\w-]{2,60})[ \t]*=[ \t]*"(${number})"`, 'gm')],
  [
    'cargo',
    new RegExp(
      String.raw`^[ \t]*([\w-]{2,60})[ \t]*=[ \t]*\{[^}\n]{0,200}?\bversion[ \t]*=[ \t]*"(${number})"`,
      'gm',
    ),
  ],
  [
    'npm',
    new RegExp(String.raw`"((?:@[\w.-]{1,60}\/)?[\w.-]{2,60})"[ \t]*:[ \t]*"(${number})"`, 'g'),
  ],
  [
    'npm',
    /\b(?:npm (?:install|i|add)|yarn add|pnpm (?:add|install)|npx|bunx?(?: add)?)\b[^\n]{0,100}?\s((?:@[\w.-]{1,60}\/)?[\w.-]{2,60})@([~^]?v?\d[\w.-]{0,30})/g,
  ],
  [
    'pip',
    /\b(?:pip3?|pipx|uv|poetry)\b[^\n]{0,60}?(?:install|add)[^\n]{0,100}?[\s"']([A-Za-z][\w.-]{1,60})(?:\[[^\]\n]{0,80}\])?((?:==|~=|>=|@)[ ]?\d[\w.*]{0,30})/g,
  ],
  ['gem', /^[ \t]*gem[ (]["']([\w-]{2,60})["'],[ ]{0,4}["']([^"'\n]{1,40})["']/gm],
  ['hex', /\{:(\w{2,60}),[ ]{0,4}"([^"\n]{1,40})"/g],
  [
    'maven',
    /<artifactId>([\w.-]{2,80})<\/artifactId>\s{0,200}<version>(\d[\w.-]{0,40})<\/version>/g,
  ],
  ['maven', /["'][\w.-]{2,80}:([\w.-]{2,80}):(\d[\w.-]{0,40})["']/g],
  [
    'go',
    /\bgo (?:get|install)\b[^\n]{0,60}?\s[\w.-]+\/[\w./-]{0,120}?([\w.-]{2,60})@(v\d[\w.-]{0,30})/g,
  ],
  [
    'image',
    /(?:\bimage:[ \t]*["']?|\bdocker (?:run|pull)\b[^\n]{0,200}?\s)(?:[\w.-]{1,60}(?::\d{1,5})?\/){0,4}([\w.-]{2,60}):(v?\d[\w.-]{0,40})/g,
  ],
  [
    'action',
    /\buses:[ \t]*["']?[\w.-]{1,60}\/([\w.-]{2,60})(?:\/[\w./-]{1,80})?@(v?\d[\w.-]{0,20})/g,
  ],
]

/** How a reader is told to ask for this very project. */
export function* snippetsIn({ page, passage }: Reading): Iterable<Mention> {
  const about = aboutOf(page)
  const places = [page.title, ...passage.heading].join(' ')
  for (const block of passage.blocks) {
    if (block.kind === 'heading' || block.text.length > 50_000 || !/\d/.test(block.text)) continue
    const seen = new Set<number>()
    for (const [ecosystem, pattern] of patterns) {
      if (ecosystem === 'cargo' && !asksCargo(block)) continue
      for (const match of block.text.matchAll(pattern)) {
        const [whole, name = '', constraint = ''] = match
        const written = /(?<![\w.])v?\d[\w.+*-]*$/.exec(constraint)?.[0]
        if (written === undefined || !isAbout(name, about)) continue
        const start = block.textStart + match.index + whole.lastIndexOf(written)
        if (seen.has(start) || !isInCode(block, start) || isRemark(block, start)) continue
        seen.add(start)
        yield {
          subject: name,
          sense: ecosystem,
          value: constraint.trim(),
          token: written,
          span: [start, start + written.length],
          block,
          ...(isForExample(block, start) ||
          ofSomeVersion.test(leadOf(passage, block) ?? '') ||
          (isEntry(whole) && !asksFor.test(places))
            ? { mood: 'example' as const }
            : {}),
        }
      }
    }
  }
}

/** An entry of a manifest shows how manifests look, unless the section says how to get the thing. */
const isEntry = (written: string): boolean => /^"[^"]*"[ \t]*:/.test(written)
const asksFor =
  /install|usage|using|set[- ]?up|start|quick|dependenc|require|add|upgrad|configur|prerequisit|readme|download|get/i

/** "If you rely on a specific version:": what follows shows how to ask for any. */
const ofSomeVersion =
  /\b(?:if|to|can|may|might|want|needs?|requires?)\b[^.]{0,60}\b(?:specific|particular|certain|older|previous|earlier|given) (?:[\w-]{1,20} )?(?:versions?|releases?)\b/i

/** The sentence says that it only shows a case: "for example, to stay on 3.15 …". */
function isForExample(block: Block, at: number): boolean {
  if (block.kind === 'code') return false
  const before = block.text
    .slice(Math.max(0, at - block.textStart - 300), at - block.textStart)
    .replace(/\be\.g\.\s/gi, 'e.g.,')
  const sentence = before.slice(Math.max(0, before.lastIndexOf('. ')))
  return /\b(?:for example|for instance|e\.g\.|suppose|imagine|say,)/i.test(sentence)
}

/** A line `name = "1.2"` is a dependency in a table of dependencies, or where nothing else is shown. */
const asksCargo = ({ kind, text, language }: Block): boolean =>
  kind !== 'code'
    ? true
    : /^[ \t]*\[[\w.'"()-]*dependencies\b/m.test(text) ||
      (language === 'toml' && !/^[ \t]*\[/m.test(text) && text.trim().split('\n').length <= 3)

/** `# docker pull acme/ledger:v0.8.2`: what a sample leaves out for now. */
const isRemark = ({ kind, text, textStart }: Block, at: number): boolean =>
  kind === 'code' &&
  /^[ \t]*#[ \t]/.test(text.slice(text.lastIndexOf('\n', at - textStart - 1) + 1)) &&
  /^[ \t]*[^#\s]/m.test(text)

const isInCode = (block: Block, at: number): boolean =>
  block.kind === 'code' ||
  block.marks.some(({ kind, span }) => kind !== 'strong' && span[0] <= at && at < span[1])

/** The words of what a page is about: its title, where it lies, the repository it lives in. */
const aboutOf = (page: Page): ReadonlySet<string> =>
  new Set([
    ...wordsOf(page.title.slice(0, 200)),
    ...wordsOf(page.path.split('/').slice(0, -1).join(' ')),
    ...wordsOf(page.home?.repository ?? ''),
    ...page.about.flatMap(wordsOf),
  ])

const isAbout = (name: string, about: ReadonlySet<string>): boolean =>
  wordsOf(name.replace(/^@[^/]*\//, '')).some((word) => word.length > 2 && about.has(word))
