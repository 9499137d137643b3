/** A file's text, or why it has none, in words. */
export type Decoded =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'not-text'; readonly because: string }

/** Bytes of a file; a larger one is not a page that anybody reads. */
export const largest = 5 * 1024 * 1024

const sentence = (because: string): Decoded => ({ is: 'not-text', because })

/** Decodes UTF-8, and UTF-16 that says so. Anything else is refused: a page with guessed letters cannot be quoted. */
export const decode = (bytes: Uint8Array): Decoded => {
  if (bytes.length > largest) return sentence(tooLarge(bytes.length))
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes)
  if (bytes.includes(0)) return sentence('it holds NUL bytes, so it is not a text file')
  return decodeAs('utf-8', bytes)
}

/** The sentence for a file that is too large to be a page. */
export const tooLarge = (size: number): string =>
  `it is ${(size / 1024 / 1024).toFixed(1)} MB, more than the ${largest / 1024 / 1024} MB that a page may have`

const decodeAs = (encoding: string, bytes: Uint8Array): Decoded => {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return mostlyControl(text)
      ? sentence('it is full of control characters, so it is not a text file')
      : { is: 'text', text }
  } catch {
    return sentence(`it is not valid ${encoding.toUpperCase()}; save it as UTF-8`)
  }
}

const mostlyControl = (text: string): boolean => {
  const controls = text.match(/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\uFFFD]/g)?.length ?? 0
  return controls > 8 && controls > text.length / 50
}
