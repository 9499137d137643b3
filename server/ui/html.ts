/** Pages are made by the template that mails are made by, too. */
export { escaped, exactly, type Html, html, type Part, plainly } from '../../src/render/html.ts'
