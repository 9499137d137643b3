import type { Format, Stated } from '../extractor.ts'
import { stemOf } from './data.ts'

/** Configuration of nginx and Apache: each directive with one value is a setting, ports among them. */
export const webServer: Format = {
  about:
    'A configuration of nginx or Apache states its directives, such as the ports it listens on.',
  states: ['setting', 'control'],
  reads: (path) =>
    /(?:^|\/)(?:nginx|httpd|apache2?)[\w.-]*\.conf(?:\.\w+)?$|(?:nginx|apache2?|httpd|sites-(?:available|enabled)|conf\.d)\/[^\s]*\.conf$|\.(?:nginx|vhost)$|(?:^|\/)\.htaccess$/i.test(
      path,
    ),

  *facts({ path, text }): Iterable<Stated> {
    const owner = stemOf(path)
    for (const match of text.matchAll(directive)) {
      const [whole, nginx, nginxValue, apache, apacheValue] = match
      const name = nginx ?? apache
      const value = (nginxValue ?? apacheValue ?? '').trim()
      if (name === undefined || /^[#]/.test(whole.trim())) continue
      // `listen 8080 ssl`, `Listen 0.0.0.0:80`: the port is what people speak of.
      const port = /^listen$/i.test(name) ? /(?:^|:)(\d{1,5})(?:\s|$)/.exec(value)?.[1] : undefined
      const at = match.index + whole.indexOf(name)
      yield { kind: 'setting', subject: name, role: 'setting', owner, value: port ?? value, at }
      if (name === 'ssl_protocols')
        yield { kind: 'control', subject: 'nginx', owner: 'tls-minimum', role: 'policy', value, at }
    }
  },
}

const directive =
  /^[ \t]{0,40}(?:([a-z][a-z0-9_]{2,60})[ \t]+([^;{}\n#]{1,200});|([A-Z][A-Za-z]{2,40})[ \t]+([^<>\n{};]{1,200}))[ \t]*$/gm
