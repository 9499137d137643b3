import type { Page } from '../domain/page.ts'
import type { Block, Passage } from '../domain/passage.ts'
import { listUnits } from './lists.ts'
import { proseUnits } from './prose.ts'
import { tableUnits } from './tables.ts'
import { type Reader, type Reading, type Unit, unitOver } from './unit.ts'

// In pages that tell how to do things, code with words between it is a procedure without numbers.
const mostOfProcedure = 1_500

// Such a sentence takes back some of what stands before it.
const guards =
  /^\W*(?:but|however|unless|except|never|do not|don't|only|not|beware|careful|caution|warning|note that|this (?:will|can|cannot|deletes|destroys))\b/i

const warnings = new Set(['warning', 'caution', 'danger', 'important', 'attention'])

const isQuotable = ({ kind }: Block): boolean => kind !== 'heading' && kind !== 'html'

const isUnnumberedProcedure = ({ page, passage, blocks }: Reader): boolean => {
  const codes = blocks.filter(({ kind }) => kind === 'code').length
  const isListed = blocks.some(({ group }) => group !== undefined)
  const tellsHow = page.genre === 'runbook' || page.genre === 'how-to'
  return tellsHow && codes > 1 && !isListed && passage.text.length <= mostOfProcedure
}

const readAt = (reader: Reader, index: number, before: readonly Unit[]): Reading => {
  const block = reader.blocks[index]
  if (block?.admonition) return proseUnits(reader, index, before)
  if (block?.kind === 'table-row') return tableUnits(reader, index, before)
  return block?.group === undefined
    ? proseUnits(reader, index, before)
    : listUnits(reader, index, before)
}

const isDone = ({ kind }: Unit): boolean => kind === 'steps' || kind === 'code'

/** Bonds what is said or done to what takes it back, and what is done to the warnings beside it. */
const bonded = (units: readonly Unit[], { page, blocks }: Reader): readonly Unit[] => {
  const warned = blocks.filter(({ admonition }) => warnings.has(admonition?.toLowerCase() ?? ''))
  const warningStarts = units
    .map(({ span }) => span[0])
    .filter((start) => warned.some(({ span }) => span[0] === start))
  return units.map((unit, index) => {
    const following = units[index + 1]
    const near = following?.kind === 'sentence' && (isDone(unit) || following.line === unit.line)
    const guard = near && guards.test(page.text.slice(...following.span)) ? [following.span[0]] : []
    const beside = isDone(unit) ? warningStarts : []
    const needs = [...unit.needs, ...guard, ...beside].filter((start) => start !== unit.span[0])
    return { ...unit, needs }
  })
}

/** Cuts a passage into what may be quoted, in the order it stands. */
export const unitsOf = (page: Page, passage: Passage): readonly Unit[] => {
  const blocks = passage.blocks.filter(isQuotable)
  const reader = { page, passage, blocks }
  if (isUnnumberedProcedure(reader)) return [unitOver('steps', blocks)]
  const units: Unit[] = []
  let index = 0
  while (index < blocks.length) {
    const { units: more, next } = readAt(reader, index, units)
    units.push(...more)
    index = Math.max(next, index + 1)
  }
  return bonded(units, reader)
}
