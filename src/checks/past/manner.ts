import type { Claim } from '../../domain/claim.ts'
import type { Page } from '../../domain/page.ts'

/** `developing-electron-apps/` is for those who build on the code; `developing-locally.md` for those who work on it. */
const ofThisCode =
  /contribut|develop(?!ers?\b|ing[-_](?!locally|on\b|in\b|inside\b|with|the\b|this\b|our\b|against|and\b|from\b))|hacking|maintain|building from source/i

/** "Plugin development", `theme_development/`: for those who make something of their own. */
const ofOwnMaking =
  /\b(plug-?ins?|extensions?|add-?ons?|themes?|skins?)[-_ ]develop(?:ment|ing|ers?)\b/gi

/**
 * Documents for those who develop the repository itself, or pages said to be about it: their "run `x`" means our `x`. What is for
 * "developers" may as well be for those who build on it.
 */
export const speaksOfThisCode = (claim: Claim, page: Page): boolean =>
  page.home === null
    ? page.about.length > 0
    : [page.home.path, ...claim.heading].some((words) =>
        ofThisCode.test(
          words.replace(ofOwnMaking, (written, kind: string) =>
            page.home?.repository.includes(kind.toLowerCase().replace(/s$/, '')) ? written : '',
          ),
        ),
      )

/** The sentence speaks to whoever uses the code, or of one file among many: "your `x`", "a sample `x`". */
export const speaksToUsers = ({ quote }: Claim): boolean =>
  /\byou(?:r|rs|'re)?\b|\bfor (?:example|instance)\b|\be\.g\.|\b(?:an?|(?:sample|example)) [`*_]{0,3}[\w.-]+[`*_]{0,3} (?:file|configuration)\b|\b(?:sample|example) `/i.test(
    quote,
  )

/** "Add `x` to your repository", "to deploy your site": the sentence speaks of the reader's own project. */
export const speaksOfReadersProject = ({ quote }: Claim): boolean =>
  /\byour (?:own )?(?:[\w-]{2,20} )?(?:repo(?:sitory)?|project|(?:web)?site|app(?:lication)?|theme|workspace|codebase)\b/i.test(
    quote,
  )
