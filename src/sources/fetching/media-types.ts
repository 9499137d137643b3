/** Whether a Content-Type is among those asked for ('text/html, application/*'); one that is not told may be any. */
export const isAccepted = (contentType: string, accept: string | undefined): boolean => {
  const type = bare(contentType)
  if (accept === undefined || type === '') return true
  return accept
    .split(',')
    .map(bare)
    .some((wanted) => wanted === type || wanted === '*/*' || isFamily(wanted, type))
}

const bare = (type: string): string => (type.split(';', 1)[0] ?? '').trim().toLowerCase()

const isFamily = (wanted: string, type: string): boolean =>
  wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1))
