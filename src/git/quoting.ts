const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
}

/** A path as git prints it, without the C-style quotes that git puts around unusual names. */
export function unquoted(text: string): string {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return text
  const bytes: number[] = []
  const inner = Buffer.from(text.slice(1, -1), 'utf8')
  for (let index = 0; index < inner.length; index += 1) {
    const byte = inner[index] ?? 0
    if (byte !== 92) {
      bytes.push(byte)
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(inner.toString('latin1', index + 1, index + 4))
    const next = inner.toString('latin1', index + 1, index + 2)
    bytes.push(octal ? Number.parseInt(octal[0], 8) : (escapes[next] ?? next.charCodeAt(0)))
    index += octal ? 3 : 1
  }
  return Buffer.from(bytes).toString('utf8')
}
