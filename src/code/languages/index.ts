import type { Language } from '../extractor.ts'
import { cSharp } from './c-sharp.ts'
import { cpp } from './cpp.ts'
import { go } from './go.ts'
import { java } from './java.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import { ruby } from './ruby.ts'
import { rust } from './rust.ts'
import { shell } from './shell.ts'
import { typescript } from './typescript.ts'

/** The programming languages whose facts are read, each under the name of its file and its corpus page. */
export const languages = {
  'c-sharp': cSharp,
  cpp,
  go,
  java,
  php,
  python,
  ruby,
  rust,
  shell,
  typescript,
} as const satisfies Readonly<Record<string, Language>>
export type LanguageName = keyof typeof languages
