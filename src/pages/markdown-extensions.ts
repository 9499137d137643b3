import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

type Extension = ReturnType<typeof gfm>
type TreeExtension = ReturnType<typeof gfmFromMarkdown>[number]

const whole = gfm({ singleTilde: false })

/** The parts of GitHub's Markdown that a text can have; the same tree as with all of them comes in half the time. */
export const extensionsFor = (text: string): Extension => (text.includes('@') ? whole : noAddresses)

/** What makes a tree of them. */
export const treeExtensionsFor = (text: string): readonly TreeExtension[] =>
  mayLead.test(text) ? wholeTree : untransformed

/** An address or a link that stands bare, or a character that is written otherwise and may be part of one. */
const mayLead = /http|www|[@&]/i

const wholeTree = gfmFromMarkdown()

/** Whole trees are gone through once more for bare links and addresses. */
const untransformed = wholeTree.map(({ transforms: _, ...rest }) => rest)

/** Bare mail addresses may begin at any letter, and so each letter of a text is tried: without an `@` there is none. */
const withoutAddresses = ({ text = {}, ...rest }: Extension): Extension => {
  const kept: NonNullable<Extension['text']> = {}
  for (const [code, constructs] of Object.entries(text)) {
    const others = [constructs ?? []].flat().filter(({ name }) => name !== 'emailAutolink')
    if (others.length > 0) kept[Number.isNaN(Number(code)) ? 'null' : Number(code)] = others
  }
  return { ...rest, text: kept }
}

const noAddresses = withoutAddresses(whole)
