import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

type Extension = ReturnType<typeof gfm>

const whole = gfm({ singleTilde: false })

/** The parts of GitHub's Markdown that a text can have; the same tree as with all of them comes in half the time. */
export const extensionsFor = (text: string): Extension => (text.includes('@') ? whole : noAddresses)

export const treeExtensions = gfmFromMarkdown()

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
