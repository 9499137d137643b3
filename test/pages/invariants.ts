import assert from 'node:assert/strict'
import type { ReadPage } from '../../src/pages/read-page.ts'
import { indexLines } from '../../src/syntax/line-index.ts'
import { blocksIn } from './reading.ts'

type Block = ReturnType<typeof blocksIn>[number]

/** What holds of every page, whatever it was made of. */
export const expectSound = (read: ReadPage, source: string): void => {
  const { page, passages } = read
  if (page.lines) {
    const known = source.split('\n').length
    assert.equal(page.lines.length, page.text.split('\n').length)
    assert.ok(page.lines.every((line) => line >= 1 && line <= known))
  }
  for (const [position, passage] of passages.entries()) {
    assert.equal(passage.position, position)
    assert.equal(passage.text, page.text.slice(...passage.span))
    assert.ok(passage.blocks.length > 0)
  }
  const index = indexLines(page.text)
  let end = 0
  for (const block of blocksIn(read)) {
    assert.ok(block.span[0] >= end, 'blocks stand in order and apart')
    end = block.span[1]
    const line = index.lineAt(block.span[0])
    assert.equal(block.line, page.lines ? page.lines[line] : line + 1)
    assert.ok(page.lines ? block.endLine >= 1 : block.endLine >= block.line)
    expectPlaces(block, page.text)
  }
  assert.ok(end <= page.text.length)
  assert.equal(new Set(passages.map(({ id }) => id)).size, passages.length)
}

const inside = (inner: readonly [number, number], outer: readonly [number, number]): void =>
  assert.ok(outer[0] <= inner[0] && inner[0] <= inner[1] && inner[1] <= outer[1])

const expectPlaces = (block: Block, text: string): void => {
  assert.equal(block.text, text.slice(block.textStart, block.textStart + block.text.length))
  inside([block.textStart, block.textStart + block.text.length], block.span)
  for (const mark of block.marks) {
    inside(mark.span, block.span)
    inside(mark.textSpan, mark.span)
    const shown = text.slice(...mark.textSpan)
    const plain = mark.kind === 'code' && block.kind !== 'html' && !/[|\n\r&\0<]/.test(shown)
    if (plain) assert.equal(shown, mark.text)
  }
  for (const cell of block.cells ?? []) assert.equal(text.slice(...cell.span), cell.text)
}
