import { classesOf, type HtmlElement } from './html-tree.ts'

const declarations = (style: string): ReadonlyMap<string, string> =>
  new Map(
    style.split(';').map((part) => {
      const [name = '', ...value] = part.split(':')
      return [
        name.trim().toLowerCase(),
        value.join(':').replace('!important', '').trim().toLowerCase(),
      ]
    }),
  )

const nothing = /^0*\.?0+(?:px|em|rem|pt|%)?$/
const white = /^(?:white|#fff|#ffffff|rgba?\(\s*255\s*,\s*255\s*,\s*255\b.*\))$/
const faraway = /^-\d{3,}/

/** Whether an element's own markup keeps a reader from seeing it. */
export const isHidden = ({ attributes }: HtmlElement): boolean => {
  if ('hidden' in attributes) return true
  if (!attributes.style) return false
  const style = declarations(attributes.style)
  const is = (name: string, form: RegExp): boolean => form.test(style.get(name) ?? '')
  if (is('display', /^none$/) || is('visibility', /^(?:hidden|collapse)$/)) return true
  if (is('font-size', nothing) || is('opacity', nothing) || is('text-indent', faraway)) return true
  if (is('left', faraway) || is('top', faraway)) return true
  if (is('clip', /^rect\(\s*0(?:px)?[\s,]+0/)) return true
  const shut = is('overflow', /^hidden$/) && (is('height', /^0/) || is('width', /^0/))
  return shut || whiteOnWhite(style)
}

const whiteOnWhite = (style: ReadonlyMap<string, string>): boolean => {
  const color = style.get('color') ?? ''
  const background = style.get('background-color') ?? style.get('background') ?? ''
  if (color === 'transparent') return true
  return (
    white.test(color) &&
    (background === '' || background === 'transparent' || white.test(background))
  )
}

const folds =
  /^(?:tab-?pane|tab-?panel|tab-?content|tabs__item|tabbed-block|expand-content|expander-content|collapse|collapsible|accordion.*|panel-collapse|mw-collapsible.*|details.*|spoiler.*|folded.*|hiddenBody)$/i

/** Whether it is only folded away until a reader opens it: a tab, an expander. */
export const isTucked = (element: HtmlElement): boolean =>
  classesOf(element).some((name) => folds.test(name)) || element.tag === 'details'
