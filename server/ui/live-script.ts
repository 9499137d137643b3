/**
 * The one script of our pages, which none of them needs: it fills in how far work is as that is told, and shows the page anew at the
 * end. It takes text and nothing else from what it is sent.
 */
export const liveScript = `for (const part of document.querySelectorAll('[data-live]')) {
  const events = new EventSource(part.dataset.live)
  const show = ({ data }) => {
    const told = JSON.parse(data)
    for (const field of part.querySelectorAll('[data-field]'))
      field.textContent = String(told[field.dataset.field] ?? '–')
  }
  const end = () => {
    events.close()
    location.reload()
  }
  events.addEventListener('running', show)
  events.addEventListener('finished', end)
  events.addEventListener('failed', end)
}
`
