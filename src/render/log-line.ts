import { redact, withoutSecrets } from '../values/secrets.ts'

/** A line of a log without the secrets in it; a line of JSON stays one. */
export function logLine(line: string): string {
  try {
    return `${JSON.stringify(withoutSecrets(JSON.parse(line)))}\n`
  } catch {
    return redact(line)
  }
}
