import type { Survey } from '../domain/fact.ts'

const clone =
  /\bgit clone(?:[ \t]+--?[\w-]{1,40}(?:=\S{1,80})?(?:[ \t]+[\w.-]{1,80}(?=[ \t]+\S{0,200}[/:]))?){0,8}[ \t]+["']?([^\s"'&;|]{1,300})/g

/** The last repository that commands clone: its name, `ledger` of `git clone https://github.com/acme/ledger.git`, and where its address ends. */
export function lastCloned(
  commands: string,
): { readonly name: string; readonly end: number } | null {
  const last = [...commands.matchAll(clone)].at(-1)
  const name = /([\w.-]+?)(?:\.git)?\/?$/.exec(last?.[1] ?? '')?.[1]
  return last === undefined || name === undefined
    ? null
    : { name, end: last.index + last[0].length }
}

/** Whether a repository in scope, or what it publishes, has a name, whoever's it is said to be. */
export const isRepositoryHere = (name: string, surveys: readonly Survey[]): boolean =>
  surveys.some(({ names, repository }) =>
    [repository, ...names].some(
      (own) => own.replace(/^.*\//, '').toLowerCase() === name.toLowerCase(),
    ),
  )
