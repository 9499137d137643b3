/** A directive of Paradox (https://developer.lightbend.com/docs/paradox/current/directives/linking.html) in front of a link: `@javadoc[text](target)`. */
const directive = /(?<![\w@])@{1,2}([a-z][\w-]{1,20}):?$/

/** Pages that Paradox itself builds; its pieces elsewhere are taken into others, from where their links count. */
const isBuilt = /(?:^|\/)paradox\//

/** Whether what stands before a link makes it no link to a file as seen from its page. */
export function isDirected(before: string, page: string): boolean {
  const name = directive.exec(before.slice(-30))?.[1]
  if (name === undefined) return false
  return name !== 'ref' || !isBuilt.test(page)
}
