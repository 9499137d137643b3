/** A directive of Paradox (https://developer.lightbend.com/docs/paradox/current/directives/linking.html) in front of a link: `@javadoc[text](target)`. */
const directive = /(?<![\w@])@{1,2}(ref|extref|apidoc|javadoc|scaladoc|github|snip|link):?$/

/** Where builds of Scala keep what Paradox reads; its pieces beside `paradox/` are taken into others, from where their links count. */
const isSource = /(?:^|\/)src\/main\//
const isBuilt = /(?:^|\/)src\/main\/paradox\//

/** Whether what stands before a link makes it no link to a file as seen from its page. */
export function isDirected(before: string, page: string): boolean {
  const name = isSource.test(page) ? directive.exec(before.slice(-30))?.[1] : undefined
  if (name === undefined) return false
  return name !== 'ref' || !isBuilt.test(page)
}
