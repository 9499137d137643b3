import type { Stated } from '../../extractor.ts'

const named =
  /(?:^|[-_./ ])(?:runbooks?|dashboards?|playbooks?|docs?|documentation|wiki|support|help|link)(?:[-_. ]?(?:url|uri|link|page|path|file|ref|href))?s?$|(?:runbook|dashboard|playbook|docs?|documentation|wiki)(?:Url|URL|Link|Page|Uri)$/i
const target =
  /^(?:https?:\/\/[^\s"'<>]{4,500}|(?:\.{0,2}\/)?[\w@.-]{1,100}(?:\/[\w@.-]{1,100}){0,12}\.(?:mdx?|rst|adoc|html?|txt)(?:#[\w.-]{1,200})?)$/

/** A page that code points at, where the key's name says that a page stands there. */
export function* pageLink(
  key: string,
  value: string | null,
  owner: string | null,
  at: number,
): Iterable<Stated> {
  const url = value?.trim() ?? ''
  if (!named.test(key) || /\{\{|\$\{|\$\(/.test(url) || !target.test(url)) return
  yield { kind: 'page-link', subject: url, owner, role: 'link', value: key, at }
}
