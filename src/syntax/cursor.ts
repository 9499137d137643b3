import type { Tree } from 'web-tree-sitter'

/**
 * tree-sitter's own cursor, which lives in the instance's memory. The wrapper's `TreeCursor` writes it there and reads
 * it back at every step, which takes several times as long as the step.
 */
export interface Cursor {
  /** Begins at the root of a tree; one tree at a time, and nothing else may be asked of the instance until `close`. */
  open(tree: Tree): void
  close(): void
  typeId(): number
  fieldId(): number
  start(): number
  end(): number
  toFirstChild(): boolean
  toNextSibling(): boolean
  toParent(): boolean
}

type Step = (tree: number) => number

/** The compiled functions, by the names that the instance's module has them under. */
const names = {
  root: '_ts_tree_root_node_wasm',
  begin: '_ts_tree_cursor_new_wasm',
  end: '_ts_tree_cursor_delete_wasm',
  typeId: '_ts_tree_cursor_current_node_type_id_wasm',
  fieldId: '_ts_tree_cursor_current_field_id_wasm',
  start: '_ts_tree_cursor_start_index_wasm',
  stop: '_ts_tree_cursor_end_index_wasm',
  firstChild: '_ts_tree_cursor_goto_first_child_wasm',
  nextSibling: '_ts_tree_cursor_goto_next_sibling_wasm',
  parent: '_ts_tree_cursor_goto_parent_wasm',
} as const

/** The cursor of an instance, by the module that the instance was started with. */
export function cursorIn(module: object): Cursor {
  const step = (name: string): Step => {
    const found: unknown = Reflect.get(module, name)
    if (!isStep(found)) throw new Error(`tree-sitter has no ${name}`)
    return found
  }
  const root = step(names.root)
  const begin = step(names.begin)
  const end = step(names.end)
  const typeId = step(names.typeId)
  const fieldId = step(names.fieldId)
  const start = step(names.start)
  const stop = step(names.stop)
  const firstChild = step(names.firstChild)
  const nextSibling = step(names.nextSibling)
  const parent = step(names.parent)
  let tree = 0
  return {
    open(opened) {
      tree = addressOf(opened)
      // What one function leaves at the exchange is what the next one finds there.
      root(tree)
      begin(tree)
    },
    close: () => void end(tree),
    typeId: () => typeId(tree),
    fieldId: () => fieldId(tree),
    start: () => start(tree),
    end: () => stop(tree),
    toFirstChild: () => firstChild(tree) === 1,
    toNextSibling: () => nextSibling(tree) === 1,
    toParent: () => parent(tree) === 1,
  }
}

const isStep = (found: unknown): found is Step => typeof found === 'function'

/** Where the tree is in the instance's memory: the wrapper keeps it under `0`. */
function addressOf(tree: Tree): number {
  const address: unknown = Reflect.get(tree, 0)
  if (typeof address !== 'number') throw new Error('tree-sitter keeps its trees elsewhere')
  return address
}
