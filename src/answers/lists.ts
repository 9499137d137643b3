import type { Block } from '../domain/passage.ts'
import { sentenceUnits } from './prose.ts'
import { leadOf, type Reader, type Reading, type Unit, unitOver } from './unit.ts'

// A bulleted list that tells people what to do is quoted whole up to this length; others item by item.
const wholeList = 700

const order =
  /^\s*[-*+]\s+(?:\[[ x]\]\s+)?[*_]*(?:Run|Check|Set|Open|Re?start|Stop|Wait|Scale|Drain|Delete|Create|Apply|Verify|Confirm|Call|Tell|Ask|Page|Make|Use|Go|Look|Log|Find|Take|Switch|Roll|Revert|Re?deploy|Update|Add|Remove|Change|Edit|Export|Import|Copy|Move|Watch|Announce|Notify|Post|Merge|Push|Pull|Build|Install|Enable|Disable|Rotate|Revoke|Restore|Back|Kill|Close|Keep|Write|Send|Sign|Pick|Choose|Turn|Reset|Retry|Repeat|Replace|Compare|Note|Never|Always|Do|Don['’]t|If|When|Once|After|Before|Then|First|Finally|Next)\b/

/** Whether most items of a list tell people what to do: leaving one out could mislead. */
const tellsWhatToDo = ({ page }: Reader, run: readonly Block[]): boolean => {
  const items = run.filter(({ kind, depth }) => kind === 'list-item' && depth === 0)
  const orders = items.filter(({ span }) => order.test(page.text.slice(...span)))
  return orders.length * 2 > items.length
}

const markerOf = ({ page }: Reader, block: Block): number | null => {
  const marker = /^\s*(\d{1,9})[.)]/.exec(page.text.slice(block.span[0], block.span[0] + 12))
  return marker ? Number(marker[1]) : null
}

const isStep = (block: Block): boolean =>
  block.kind === 'list-item' && block.ordered === true && block.depth === 0

const endOfGroup = ({ blocks }: Reader, index: number): number => {
  const group = blocks[index]?.group
  let next = index + 1
  while (next < blocks.length && blocks[next]?.group === group) next += 1
  return next
}

// Code that is not indented tears a numbered list apart: what goes on counting, or follows code alone, belongs to it.
const continuation = (reader: Reader, start: number, end: number): number | null => {
  const { blocks } = reader
  const last = blocks.slice(start, end).findLast(isStep)
  let next = end
  while (next < blocks.length && blocks[next]?.group === undefined) next += 1
  const block = blocks[next]
  if (!last || !block || !isStep(block)) return null
  const [before, after] = [markerOf(reader, last), markerOf(reader, block)]
  const onlyCode = next > end && blocks.slice(end, next).every(({ kind }) => kind === 'code')
  return onlyCode || (before !== null && after === before + 1) ? next : null
}

const procedureEnd = (reader: Reader, index: number): number => {
  let end = endOfGroup(reader, index)
  for (let next = continuation(reader, index, end); next !== null; ) {
    end = endOfGroup(reader, next)
    next = continuation(reader, index, end)
  }
  return end
}

// A long procedure may go over several passages; half of one must not be quoted.
const isTorn = (reader: Reader, index: number, end: number): boolean => {
  const { page, passage, blocks } = reader
  const first = blocks[index]
  const marker = first ? markerOf(reader, first) : null
  if (index === 0 && marker !== null && marker > 1) return true
  const rest = page.text.slice(passage.span[1]).trimStart()
  return end === blocks.length && /^\d{1,9}[.)]\s/.test(rest)
}

/** "Fraud:" and a list of what there is under it: each item stands by itself, below that word. */
const namesItsItems = (reader: Reader, [parent, ...children]: readonly Block[]): boolean =>
  parent?.text.trimEnd().endsWith(':') === true &&
  children.every(({ kind, depth }) => kind === 'list-item' && depth === 1) &&
  !tellsWhatToDo(
    reader,
    children.map((child) => ({ ...child, depth: 0 })),
  )

const itemUnits = (
  reader: Reader,
  run: readonly Block[],
  needs: readonly number[],
): readonly Unit[] => {
  const units: Unit[] = []
  let item: Block[] = []
  const flush = (): void => {
    const [only] = item
    if (only && item.length === 1) units.push(...sentenceUnits(reader, only, needs))
    else if (only && namesItsItems(reader, item)) {
      units.push({ ...unitOver('sentence', [only], needs), leadOnly: true })
      const under = [...needs, only.span[0]]
      for (const child of item.slice(1)) units.push(...sentenceUnits(reader, child, under))
    } else if (only) units.push(unitOver('steps', item, needs))
    item = []
  }
  for (const block of run) {
    if (block.kind === 'list-item' && block.depth === 0) flush()
    item.push(block)
  }
  flush()
  return units
}

/** Reads a list with all that stands between its items: a procedure whole, with the sentence that leads in to it. */
export const listUnits = (reader: Reader, index: number, before: readonly Unit[]): Reading => {
  const ordered = reader.blocks[index]?.ordered === true
  const next = ordered ? procedureEnd(reader, index) : endOfGroup(reader, index)
  const run = reader.blocks.slice(index, next)
  if (ordered && isTorn(reader, index, next)) return { units: [], next }
  const lead = leadOf(reader, index, before)
  const needs = lead ? [lead.span[0]] : []
  const whole = unitOver('steps', run, needs)
  const hasSteps = ordered || run.some(({ kind, ordered: numbered }) => kind === 'code' || numbered)
  const isShort = whole.span[1] - whole.span[0] <= wholeList
  const together = hasSteps || (isShort && tellsWhatToDo(reader, run))
  return { units: together ? [whole] : itemUnits(reader, run, needs), next }
}
