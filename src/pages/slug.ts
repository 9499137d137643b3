const dropped = /[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- ]/gu

/** Gives headings the anchors that GitHub gives them; a second one of the same name gets `-1`. */
export const slugger = (): ((heading: string) => string) => {
  const taken = new Map<string, number>()
  return (heading) => {
    const plain = heading.trim().toLowerCase().replace(dropped, '').replaceAll(' ', '-')
    let slug = plain
    let count = taken.get(plain) ?? 0
    while (taken.has(slug)) {
      count += 1
      slug = `${plain}-${count}`
    }
    taken.set(plain, count)
    if (slug !== plain) taken.set(slug, 0)
    return slug
  }
}
