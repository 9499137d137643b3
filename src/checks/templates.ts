import type { Block, Span } from '../domain/passage.ts'

const template = /\{\{[^{}]{0,200}(?:\{[^{}]{0,400}\}[^{}]{0,200}){0,4}\}\}|\{%[^%]{0,600}%\}/g

/** Whether words of prose stand in what a site generator works out, and readers never see: `{{ tabs({ … }) }}`. */
export function isInTemplate(block: Block, span: Span): boolean {
  if (block.kind === 'code' || !block.text.includes('{')) return false
  const isCode = block.marks.some(
    ({ kind, span: mark }) => kind === 'code' && mark[0] <= span[0] && span[1] <= mark[1],
  )
  if (isCode) return false
  for (const { index, 0: whole } of block.text.matchAll(template)) {
    const start = block.textStart + index
    if (start <= span[0] && span[1] <= start + whole.length) return true
  }
  return false
}
