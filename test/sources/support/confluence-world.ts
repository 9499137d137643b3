/** A user of the wiki: by account id on Cloud, by name and key on Data Center. */
export interface WikiUser {
  readonly id: string
  readonly name: string
}

/** Who a space or a page lets in, by user id and group name. */
export interface Named {
  readonly users?: readonly string[]
  readonly groups?: readonly string[]
}

export interface WikiSpace {
  readonly id: string
  readonly key: string
  readonly archived?: boolean
  grants: Named & { readonly anonymous?: boolean; readonly signedIn?: boolean }
  /** Whether the asker may read who may view it. */
  unreadable?: boolean
}

export interface WikiVersion {
  readonly when: string
  readonly body: string
  readonly minor?: boolean
}

export interface WikiPage {
  readonly id: string
  title: string
  space: string
  kind: 'page' | 'folder'
  parent: string | null
  status: 'current' | 'archived' | 'draft' | 'trashed'
  versions: WikiVersion[]
  labels: string[]
  owner: string | null
  state: { readonly name: string; readonly at: string } | null
  restriction: Named | 'unreadable' | null
  /** Its ancestors cannot be expanded: whatever listing it is part of fails whole (CONFCLOUD-77618, CONFCLOUD-76424). */
  failsBatch: boolean
  /** It is stored in a way that cannot be given as storage format. */
  storageFails: boolean
  /** Search has not come to it yet. */
  notInIndex: boolean
}

/** What a Confluence holds, and what happens to it. */
export class World {
  readonly users = new Map<string, WikiUser>()
  readonly groups = new Map<string, { readonly id: string; readonly members: Set<string> }>()
  readonly spaces = new Map<string, WikiSpace>()
  readonly pages = new Map<string, WikiPage>()
  /** Whether the site lets in who does not sign in. */
  anonymousSite = true
  /** Whether the remote API does, too (Data Center has a setting of its own). */
  anonymousApi = true

  user(id: string, name = id): void {
    this.users.set(id, { id, name })
  }

  group(name: string, members: readonly string[]): void {
    this.groups.set(name, { id: `gid-${name}`, members: new Set(members) })
  }

  space(key: string, grants: WikiSpace['grants'], more: Partial<WikiSpace> = {}): void {
    this.spaces.set(key, { id: String(900 + this.spaces.size), key, grants, ...more })
  }

  page(
    id: string,
    space: string,
    given: Partial<WikiPage> & { readonly body?: string } = {},
  ): void {
    const { body = `<p>Page ${id}.</p>`, ...more } = given
    this.pages.set(id, {
      id,
      title: `Page ${id}`,
      space,
      kind: 'page',
      parent: null,
      status: 'current',
      versions: [{ when: '2025-03-01T09:00:00.000Z', body }],
      labels: [],
      owner: null,
      state: null,
      restriction: null,
      failsBatch: false,
      storageFails: false,
      notInIndex: false,
      ...more,
    })
  }

  of(id: string): WikiPage {
    const page = this.pages.get(id)
    if (!page) throw new Error(`there is no page ${id}`)
    return page
  }

  /** A new version, with a new text or, as a status does, with the same. */
  publish(id: string, when: string, body?: string, minor = false): void {
    const page = this.of(id)
    page.versions.push({ when, body: body ?? page.versions.at(-1)?.body ?? '', minor })
  }

  /** "Sets the content state and publishes a new version without changing the body" (v1, content-states). */
  setState(id: string, name: string, at: string): void {
    this.of(id).state = { name, at }
    this.publish(id, at)
  }

  /** From the root down to the parent. */
  ancestors({ parent }: WikiPage): WikiPage[] {
    const above = parent === null ? undefined : this.pages.get(parent)
    return above === undefined ? [] : [...this.ancestors(above), above]
  }

  inSpace(key: string, status: string): WikiPage[] {
    return [...this.pages.values()].filter(
      (page) => page.kind === 'page' && page.space === key && page.status === status,
    )
  }

  canUse(id: string): boolean {
    return this.users.has(id)
  }
}
