import { TextDecoder } from 'node:util'

/** Byte order marks, the longest first. */
const marks: readonly (readonly [label: string, ...bytes: readonly number[]])[] = [
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-16be', 0xfe, 0xff],
  ['utf-16le', 0xff, 0xfe],
]

/** Where HTML says what it is written in: WHATWG looks into so many bytes. */
const prescanned = 1_024

/**
 * The text of a body: by its byte order mark, its Content-Type, its own `<meta charset>` where it is HTML, else UTF-8.
 * Labels are those of WHATWG's Encoding; one that it does not know is UTF-8. What cannot be read becomes U+FFFD.
 */
export const decodeBody = (body: Uint8Array, contentType: string): string => {
  const byMark = marks.find(([, ...bytes]) => bytes.every((byte, index) => body[index] === byte))
  const label = byMark?.[0] ?? charsetOf(contentType) ?? metaCharset(body, contentType) ?? 'utf-8'
  const decoder = decoderFor(label)
  // Asked for all at once, Node 20 takes windows-1252 for ISO 8859-1 and loses its quotation marks.
  if (decoder.encoding === 'windows-1252')
    return decoder.decode(body, { stream: true }) + decoder.decode()
  return decoder.decode(body)
}

const decoderFor = (label: string): TextDecoder => {
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder()
  }
}

const charsetOf = (text: string): string | null => {
  const found = /\bcharset\s{0,9}=\s{0,9}(?:"([^"]{1,40})"|'([^']{1,40})'|([^\s;"'>]{1,40}))/i.exec(
    text,
  )
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null
}

const metaCharset = (body: Uint8Array, contentType: string): string | null => {
  if (contentType !== '' && !/html|xml/i.test(contentType)) return null
  const start = new TextDecoder('latin1').decode(body.subarray(0, prescanned))
  for (const [tag] of start
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .matchAll(/<meta\s[^>]{0,500}/gi)) {
    const label = charsetOf(tag)
    // A page that could be read up to here is not UTF-16, whatever it says.
    if (label !== null) return /^utf-?16/i.test(label.trim()) ? 'utf-8' : label
  }
  return null
}
