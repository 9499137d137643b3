/** `git@github.com:acme/shop.git` */
const short = /^(?:[\w.~-]+@)?([\w.-]+\.[\w-]+):(?!\/\/)([^\s?#]+)$/

/**
 * A remote's address as that of a page for people: without user, password, query or key, any of which may be or tell a secret. Null
 * where it is no address of a server: a folder of this machine is nobody's business.
 */
export function publicAddress(remote: string): string | null {
  const [, name, path] = short.exec(remote) ?? []
  const full = name === undefined ? remote : `ssh://${name}/${path}`
  if (!URL.canParse(full)) return null
  const { protocol, host, hostname, pathname } = new URL(full)
  if (hostname === '') return null
  const place = pathname.replace(/\/+$/, '').replace(/\.git$/, '')
  if (protocol === 'https:' || protocol === 'http:') return `${protocol}//${host}${place}`
  // Behind another port than that of the web there is no page.
  return /^(?:ssh|git|git\+ssh):$/.test(protocol) ? `https://${hostname}${place}` : null
}
