import { isWanted } from '../documents.ts'
import type { SourceEntry } from '../source.ts'
import type { Address, Site } from './addresses.ts'
import { pathOf } from './addresses.ts'

/** An address that is to be asked, and how far it is from the first. */
export interface Errand {
  readonly address: Address
  /** Links from the first page. */
  readonly depth: number
}

/** What no page of documentation ends in. */
const noPage =
  /\.(?:7z|aac|apk|atom|avi|avif|bib|bin|bmp|bz2|class|conf|css|csv|dat|deb|dmg|docx?|dtd|eot|eps|epub|exe|flac|gif|gz|ico|ics|img|inv|iso|jar|jpe?g|js|json|jsonl|log|map|m4[av]|mjs|mkv|mov|mp[34]|mpe?g|msi|og[agv]|otf|pack|parquet|pdf|pkg|png|pptx?|ps|psd|py|rar|rpm|rss|rtf|sh|sig|sql|sqlite|svgz?|swf|tar|tgz|tiff?|toml|ttf|wasm|wav|webm|webmanifest|webp|whl|woff2?|xlsx?|xml|xsd|xsl|xz|ya?ml|zip|zst)$/i
/** Texts for programs, and the sources of pages beside the pages. */
const notForReaders =
  /^\/(?:.*\/)?(?:robots|humans|security|ads|llms|llms-full)\.txt$|\/_sources\/|\/\.well-known\//i

/** Addresses with several parameters below one path, and lists by date, have no end. */
const mostOfOnePath = 200
const datedList =
  /(?:^|[/=&?_-])(?:19|20)\d\d(?:[/-](?:0?[1-9]|1[0-2])(?:[/-](?:0?[1-9]|[12]\d|3[01]))?)?$|[?&](?:date|day|month|year|week|from|until)=/i

/** What is still to be asked of a site, in the order it was come upon; each address once. */
export class Frontier {
  readonly #site: Site
  readonly #entry: SourceEntry
  readonly #seen = new Set<string>()
  readonly #endless = new Map<string, number>()
  readonly #queue: Errand[] = []
  #head = 0

  constructor(site: Site, entry: SourceEntry) {
    this.#site = site
    this.#entry = entry
  }

  /** Whether pages at an address are of this source at all. */
  isWanted(address: Address): boolean {
    const { key } = address
    return (
      this.#site.isInside(address) &&
      !noPage.test(pathOf(key)) &&
      !notForReaders.test(pathOf(key)) &&
      (key === this.#site.start.key || isWanted(this.#entry, key.slice(1)))
    )
  }

  /** Enters an address that is wanted, and met for the first time: true. What the site itself lists has an end. */
  add(errand: Errand, isListed = false): boolean {
    const { address, depth } = errand
    if (this.#seen.has(address.key) || !this.isWanted(address)) return false
    if (depth > (this.#entry.depth ?? 20)) return false
    if (!isListed && this.#isEndless(address.key)) return false
    this.#seen.add(address.key)
    this.#queue.push(errand)
    return true
  }

  /** Takes an address as met without asking it; false where it was met before. */
  claim(key: string): boolean {
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }

  has(key: string): boolean {
    return this.#seen.has(key)
  }

  /** Enters an address once more. */
  again(errand: Errand): void {
    this.#queue.push(errand)
  }

  take(): Errand | undefined {
    const next = this.#queue[this.#head]
    if (next === undefined) return undefined
    this.#head += 1
    if (this.#head > 10_000) {
      this.#queue.splice(0, this.#head)
      this.#head = 0
    }
    return next
  }

  #isEndless(key: string): boolean {
    const isOne = datedList.test(key) || key.includes('&')
    if (!isOne) return false
    const stem = pathOf(key).replace(/\d+/g, '0')
    const count = (this.#endless.get(stem) ?? 0) + 1
    this.#endless.set(stem, count)
    return count > mostOfOnePath
  }
}
