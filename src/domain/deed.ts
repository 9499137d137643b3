/** A file that a tool of an agent changes. */
export interface FileChange {
  /** Names by which it is known: as it was written, whole, and where links lead. */
  readonly names: readonly string[]
  readonly does: 'writes' | 'removes'
  /** What is written, where the call says so. */
  readonly content: string | null
}

/** What an agent is about to do by one of its tools. */
export type Deed =
  | {
      readonly is: 'command'
      readonly tool: string
      readonly command: string
      /** Whether the tool is known to be a shell; of another one its name counts, too. */
      readonly known: boolean
      /** What else a tool is handed that is not known to be a shell: it may do more than run the command. */
      readonly beside?: unknown
      /** What else a shell is handed that no approval is bound to: with it, the same text is another action. */
      readonly unbound?: readonly string[]
    }
  | { readonly is: 'writes'; readonly tool: string; readonly files: readonly FileChange[] }
  | { readonly is: 'reads'; readonly tool: string }
  | { readonly is: 'tool'; readonly tool: string; readonly input: unknown }
  | { readonly is: 'unseen'; readonly tool: string; readonly why: string }
