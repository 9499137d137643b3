import type { Page } from '../domain/page.ts'
import type { Anchors } from '../domain/page-index.ts'
import type { Block, Passage } from '../domain/passage.ts'
import { headingWords } from './passages.ts'
import { slugger } from './slug.ts'

const htmlIds = /<[a-z][\w-]{0,20}\s[^<>]{0,400}?(?:id|name)\s{0,3}=\s{0,3}["']?([\w:.%-]{1,200})/gi
const htmlHeadings = /<h[1-6]\b[^<>]{0,300}>([\s\S]{0,600}?)<\/h[1-6]>/gi
const braced = /\{:?\s{0,3}#([\w:.-]{1,200})/g
const rstLabels = /^[ \t]*\.\.[ \t]+_`?([^:`\n]{1,200})`?:/gm
/** Markdown as Sphinx reads it by MyST: `(limits)=` on a line above what it names, in any page of the site. */
const mystLabel = /^\([\w:. -]{1,200}\)=[ \t]*$/m
const adocIds =
  /\[\[([\w:.-]{1,200})(?:,[^\]\n]{0,200})?\]\]|^\[#([\w:.-]{1,200})|anchor:([\w:.-]{1,200})\[/gm

/** Every place of a page that a link can lead to, by each way that code hosts and generators name headings. */
export const anchorsOf = (page: Page, passages: readonly Passage[]): Anchors => {
  const ids = new Set<string>()
  const slug = slugger()
  const add = (id: string | undefined): void => {
    if (id !== undefined && id !== '') ids.add(id.toLowerCase())
  }
  const heading = (words: string): void => {
    // What stands in angle brackets is shown by some, and taken for a tag by others.
    const bare = words.replace(/<[^<>]{0,400}>/g, '')
    if (bare !== words) heading(bare)
    add(slug(words))
    add(squeezed(words))
    add(`_${squeezed(words).replaceAll('-', '_')}`)
  }
  for (const passage of passages) {
    add(passage.anchor ?? undefined)
    for (const block of passage.blocks) for (const words of headingsIn(block)) heading(words)
  }
  for (const pattern of [htmlIds, braced, rstLabels, adocIds])
    for (const found of page.text.matchAll(pattern))
      for (const id of found.slice(1)) if (id !== undefined) addBoth(add, id)
  return { ids, incomplete: gapOf(page) }
}

const addBoth = (add: (id: string) => void, id: string): void => {
  add(id)
  add(squeezed(id))
}

const headingsIn = (block: Block): readonly string[] => {
  if (block.kind === 'heading') {
    const { words, spaced } = headingWords(block)
    return spaced === words ? [words] : [words, spaced]
  }
  if (block.kind !== 'html') return []
  return Array.from(block.text.matchAll(htmlHeadings), (found) =>
    (found[1] ?? '').replace(/<[^<>]{0,300}>/g, '').trim(),
  )
}

/** Words as most generators name a heading: what is neither letter nor digit is one dash. */
export const squeezed = (words: string): string =>
  words
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{Alphabetic}\p{Nd}]+/gu, '-')
    .replace(/^-|-$/g, '')

const included =
  /^[ \t]*(?:\.\.[ \t]+(?:literal)?(?:include|auto\w+|click|argparse)::|include::)|\{%[-=]?\s{0,5}\w|\{\{|--8<--|<!--\s{0,5}(?:@?include|#include|embedme|AUTO)|^:::[ \t]|^\[\[autodoc\]\]/im

/** `@# Table`: headings of Documentalist, which names them by where its pages lie. */
const ownHeading = /^@#{1,6}[ \t]+\S/m

/** Reference of protobuf as protoc-gen-doc writes it, with links to types of files that it was not given: https://github.com/pseudomuto/protoc-gen-doc */
const ofProtobuf = /^# Protocol Documentation\r?\n<a name="top">/m

/** Why a page may have more anchors than its text shows: what it includes, or has made. */
const gapOf = ({ path, text }: Page): string | null => {
  if (/\.html?$/i.test(path))
    return `the markup of ${path} can name more places than its text shows`
  const found = included.exec(text)
  if (found) return `${path} takes in text from elsewhere`
  if (ownHeading.test(text)) return `${path} has headings that only its generator knows`
  if (ofProtobuf.test(text)) return `${path} is written by a program that links to types elsewhere`
  if (mystLabel.test(text)) return `${path} has labels, which a site takes for places`
  if (/\.mdx$/i.test(path) && /^[ \t]{0,40}<[A-Z]/m.test(text))
    return `${path} has components that may bring headings of their own`
  return null
}
