/** Front matter is for a site: the page may be served elsewhere than it lies, whoever builds that. */
export const withFrontMatter = 'with front matter'

/** Front matter with keys by which a site lays out its pages: nothing but the site knows where a link of such a page leads. */
export const ofSite = 'of a site'

/** Sphinx names documents without their endings, whatever dots they have: `acme.five`. */
export const ofDocument = 'document'

/** Doxygen finds headings and pictures of all its pages by their names. */
export const ofDoxygen = 'for Doxygen'
