import { readFileSync } from 'node:fs'
import type { FileFact } from '../../src/domain/fact.ts'

/** One case of a page under corpus/facts: a file, and what it states. */
export interface FactCase {
  readonly title: string
  readonly path: string
  readonly text: string
  readonly facts: string
}

/** Reads the cases of a page. A fence of four marks lets a file hold fences of three. */
export function factCases(page: string): readonly FactCase[] {
  const [, ...sections] = readFileSync(page, 'utf8').split(/^## /m)
  return sections.map((section) => {
    const blocks = [...section.matchAll(/^(`{3,})([^\n`]+)\n([\s\S]*?)^\1$/gm)]
    const file = blocks.find(([, , info]) => info !== 'facts')
    const facts = blocks.find(([, , info]) => info === 'facts')
    return {
      title: section.slice(0, section.indexOf('\n')),
      path: file?.[2] ?? '',
      text: file?.[3] ?? '',
      facts: facts?.[3]?.trim() ?? '',
    }
  })
}

/** `option Pool.connect > timeout = 30 (default) [parameter] @ src/pool.ts:4` */
export const written = (path: string, fact: FileFact): string => {
  const owner = fact.owner === null ? '' : `${fact.owner} > `
  const value = fact.value === null ? '' : ` = ${fact.value}`
  const isDefault = fact.isDefault ? ' (default)' : ''
  return `${fact.kind} ${owner}${fact.subject}${value}${isDefault} [${fact.role}] @ ${path}:${fact.line}`
}
