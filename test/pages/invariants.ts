import { expect } from 'vitest'
import type { ReadPage } from '../../src/pages/read-page.ts'
import { blocksIn } from './reading.ts'

/** What holds of every page, whatever it was made of. */
export const expectSound = (read: ReadPage, source: string): void => {
  const { page, passages } = read
  const length = page.text.length
  const sourceLines = source.split('\n').length
  if (page.lines) {
    expect(page.lines.length).toBe(page.text.split('\n').length)
    for (const line of page.lines) expect(line >= 1 && line <= sourceLines).toBe(true)
  }
  let end = 0
  for (const [position, passage] of passages.entries()) {
    expect(passage.position).toBe(position)
    expect(passage.text).toBe(page.text.slice(...passage.span))
    expect(passage.blocks.length).toBeGreaterThan(0)
  }
  for (const block of blocksIn(read)) {
    expect(block.text).toBe(page.text.slice(block.textStart, block.textStart + block.text.length))
    expect(block.span[0]).toBeGreaterThanOrEqual(end)
    expect(block.textStart).toBeGreaterThanOrEqual(block.span[0])
    expect(block.textStart + block.text.length).toBeLessThanOrEqual(block.span[1])
    expect(block.span[1]).toBeLessThanOrEqual(length)
    end = block.span[1]
    const line = page.text.slice(0, block.span[0]).split('\n').length - 1
    expect(block.line).toBe(page.lines ? page.lines[line] : line + 1)
    expect(block.endLine).toBeGreaterThanOrEqual(1)
    if (!page.lines) expect(block.endLine).toBeGreaterThanOrEqual(block.line)
    for (const mark of block.marks) {
      expect(mark.span[0]).toBeGreaterThanOrEqual(block.span[0])
      expect(mark.span[1]).toBeLessThanOrEqual(block.span[1])
      expect(mark.textSpan[0]).toBeGreaterThanOrEqual(mark.span[0])
      expect(mark.textSpan[1]).toBeLessThanOrEqual(mark.span[1])
      expect(mark.textSpan[0]).toBeLessThanOrEqual(mark.textSpan[1])
      if (mark.kind === 'code' && block.kind !== 'html' && !mark.text.includes('|')) {
        const shown = page.text.slice(...mark.textSpan)
        if (!shown.includes('\n') && !shown.includes('\r') && !/[&\0<]/.test(shown))
          expect(shown).toBe(mark.text)
      }
    }
    for (const cell of block.cells ?? []) expect(page.text.slice(...cell.span)).toBe(cell.text)
  }
  expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length)
}
