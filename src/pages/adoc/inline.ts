import type { Mark, Span } from '../../domain/passage.ts'

/** The document's attributes by name, for what stands in braces in a target. */
export type Attributes = ReadonlyMap<string, string>

const inline = new RegExp(
  [
    String.raw`(?<![\w\x60\\])\x60(?<signs>\+{1,3})(?<passed>[^+\n][^\n]{0,299}?)\k<signs>\x60(?![\w\x60])`,
    String.raw`(?<!\x60|\\)\x60\x60(?<loose>[^\x60\n]{1,300})\x60\x60(?!\x60)`,
    String.raw`(?<![\w\x60\\])\x60(?=\S)(?<code>[^\x60\n]{0,299}[^\s\x60])\x60(?![\w\x60])`,
    String.raw`(?<![\w+\\])\+{3}(?<asIs>[^+\n]{1,200})\+{3}(?![\w+])`,
    String.raw`(?<![\w+\\])\+(?=\S)(?<plus>[^+\n]{0,199}[^\s+])\+(?![\w+])`,
    String.raw`(?<![\w\\])(?<macro>link|xref|image|include):{1,2}(?<path>[^\s[\]:]{1,400})\[(?<shown>[^\]]{0,400})\]`,
    String.raw`<<(?<id>[^<>,\n]{1,200})(?:,(?<label>[^<>]{0,300}))?>>`,
    String.raw`(?<![\w/])(?<url>https?:\/\/[^\s<>[\]"'\x60|\\^{}]{1,500})(?:\[(?<words>[^\]]{0,400})\])?`,
    String.raw`(?<![\w*\\])\*(?=\S)(?<strong>[^*\n]{1,300})\*(?![\w*])`,
  ].join('|'),
  'g',
)

const longest = 200_000

/** The inline marks of AsciiDoc within a span of the text. */
export const adocMarks = (text: string, [start, end]: Span, attributes: Attributes): Mark[] => {
  if (end - start > longest) return []
  const marks: Mark[] = []
  for (const found of text.slice(start, end).matchAll(inline)) {
    const mark = markOf(found, start + found.index, attributes)
    if (mark) marks.push(mark)
  }
  return marks
}

const markOf = (found: RegExpMatchArray, at: number, attributes: Attributes): Mark | null => {
  const [whole] = found
  const {
    signs = '',
    passed,
    loose,
    code,
    asIs,
    plus,
    macro,
    path,
    shown,
    id,
    label,
    url,
    words,
    strong,
  } = found.groups ?? {}
  const span: Span = [at, at + whole.length]
  if (passed !== undefined) return plain('code', span, passed, at + 1 + signs.length)
  if (loose !== undefined) {
    const text = loose.trim()
    return text === '' ? null : plain('code', span, text, at + 2 + loose.indexOf(text))
  }
  if (code !== undefined) return plain('code', span, code, at + 1)
  if (asIs !== undefined) return plain('code', span, asIs, at + 3)
  if (plus !== undefined) return plain('code', span, plus, at + 1)
  if (strong !== undefined) return plain('strong', span, strong, at + 1)
  if (macro !== undefined && path !== undefined) {
    const target = targetOf(macro, expanded(path, attributes), attributes)
    const text = shown === undefined || shown === '' ? path : shown
    const role = macro === 'link' ? {} : { role: macro }
    return { ...plain('link', span, text, at + whole.lastIndexOf(text)), target, ...role }
  }
  if (id !== undefined) {
    const text = label ?? id
    const target = /[#.]/.test(id) ? id : `#${id}`
    return { ...plain('link', span, text, at + whole.lastIndexOf(text)), target, role: 'xref' }
  }
  return url === undefined ? null : urlMark(url, words, at)
}

const urlMark = (url: string, words: string | undefined, at: number): Mark => {
  if (words !== undefined) {
    const span: Span = [at, at + url.length + words.length + 2]
    const text = words === '' ? url : words
    return { ...plain('link', span, text, words === '' ? at : at + url.length + 1), target: url }
  }
  const bare = url.replace(/[.,;:!?*_)]{1,8}$/, '')
  return { ...plain('link', [at, at + bare.length], bare, at), target: bare }
}

const plain = (kind: Mark['kind'], span: Span, text: string, at: number): Mark => ({
  kind,
  span,
  text,
  textSpan: [at, at + text.length],
})

const targetOf = (macro: string, path: string, attributes: Attributes): string => {
  if (macro === 'image' && !/^(?:[a-z]+:|\/)/i.test(path)) {
    const folder = attributes.get('imagesdir')
    return folder === undefined ? path : `${folder.replace(/\/$/, '')}/${path}`
  }
  return macro === 'xref' && !/[#.]/.test(path) ? `#${path}` : path
}

/** A target with the attributes in it that the document sets; others stay as they are written. */
export const expanded = (target: string, attributes: Attributes): string =>
  target.replace(/\{([\w-]{1,60})\}/g, (whole, name: string) => attributes.get(name) ?? whole)
