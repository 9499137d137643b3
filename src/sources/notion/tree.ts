import { PlumblineError } from '../../domain/errors.ts'
import type { NotionApi } from './api.ts'
import { block as blockShape, type Content, content as contentShape } from './shapes.ts'

/** A block with what it holds and the blocks below it. */
export interface Block {
  readonly id: string
  readonly type: string
  readonly content: Content
  readonly children: readonly Block[]
}

/** The blocks of a page. */
export interface BlockTree {
  readonly blocks: readonly Block[]
  /** Whether some of them are kept in step with blocks of other pages. */
  readonly isShared: boolean
  /** What could not be read, in words. */
  readonly problems: readonly string[]
}

/** No page that people read has more; each list of children is a question of its own. */
const most = { blocks: 10_000, questions: 600, depth: 40 } as const

/** Children that nobody could list. */
interface Unlisted {
  readonly status: number | null
  readonly because: string
}

/** Pages of their own. */
const ownPages = new Set(['child_page', 'child_database'])

/** Reads a page block by block; null where the page is gone, or why it cannot be read. */
export const readTree = async (
  api: NotionApi,
  page: string,
): Promise<BlockTree | string | null> => {
  const problems = new Set<string>()
  const left: Record<keyof typeof most, number> = { ...most }
  let isShared = false

  const listOf = async (id: string): Promise<unknown[] | Unlisted> => {
    const found: unknown[] = []
    const path = `/v1/blocks/${encodeURIComponent(id)}/children`
    const { isWhole, fault, status } = await api.list({ path }, (one) => {
      found.push(one)
      return found.length > left.blocks ? 'enough' : 'on'
    })
    if (fault !== null) return { status, because: fault.message }
    if (!isWhole) problems.add(`it has more than ${most.blocks} blocks: the rest was not read`)
    return found
  }

  const below = async (id: string, content: Content): Promise<unknown[]> => {
    const own = await listOf(id)
    const original = content.synced_from?.block_id
    if (original) isShared = true
    const isElsewhere = !Array.isArray(own) || own.length === 0
    const read = original && isElsewhere ? await listOf(original) : own
    if (Array.isArray(read)) return read
    problems.add(`a part of it cannot be read: ${read.because}`)
    return []
  }

  const readAll = async (entries: readonly unknown[], depth: number): Promise<Block[]> => {
    const blocks: Block[] = []
    for (const entry of entries) {
      if (left.blocks <= 0) break
      left.blocks -= 1
      const { id, type, has_children, content } = readBlock(entry)
      const hasMore = has_children === true && !ownPages.has(type)
      if (hasMore && (left.questions <= 0 || depth >= most.depth))
        problems.add('it nests deeper, or in more places, than is read: the rest was not')
      const isRead = hasMore && left.questions > 0 && depth < most.depth
      if (isRead) left.questions -= 1
      const children = isRead ? await readAll(await below(id, content), depth + 1) : []
      blocks.push({ id, type, content, children })
    }
    return blocks
  }

  const top = await listOf(page)
  if (!Array.isArray(top)) return top.status === 404 ? null : top.because
  const blocks = await readAll(top, 0)
  return { blocks, isShared, problems: [...problems] }
}

const readBlock = (entry: unknown) => {
  const parsed = blockShape.safeParse(entry)
  const held = parsed.success ? heldBy(entry, parsed.data.type) : undefined
  const content = contentShape.safeParse(held ?? {})
  if (parsed.success && content.success) return { ...parsed.data, content: content.data }
  throw new PlumblineError(
    'source.malformed',
    'Notion sends a block of another form than is documented',
  )
}

/** What a block holds stands under the name of its type. */
const heldBy = (entry: unknown, type: string): unknown =>
  typeof entry === 'object' && entry !== null
    ? Object.entries(entry).find(([key]) => key === type)?.[1]
    : undefined
