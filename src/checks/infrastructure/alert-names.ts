import type { Block, Span } from '../../domain/passage.ts'

const heading =
  /^#{0,6}[ \t]*(?:(?:alert|runbook)(?: for)?:? )?\x60?([A-Za-z][A-Za-z0-9]{2,120})\x60?(?: \(?(?:alert|runbook)\)?)?[ \t]*$/i

/** The alert that a heading is called after: a name in CamelCase, alone or beside the word alert or runbook. */
export function alertOfHeading(
  block: Block,
): { readonly name: string; readonly span: Span } | null {
  if (block.kind !== 'heading' || block.text.length > 200) return null
  const name = heading.exec(block.text)?.[1] ?? ''
  // The words around it may be in any case, its own may not.
  if (!/^[A-Z][a-z0-9]+[A-Z]/.test(name)) return null
  const start = block.textStart + block.text.indexOf(name)
  return { name, span: [start, start + name.length] }
}
