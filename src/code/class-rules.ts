import type { FileClass } from '../domain/repository.ts'

/** A path is of this class if it lies in one of the folders, and its name and the whole of it fit, where these are given. */
export interface ClassRule {
  readonly is: FileClass
  /** Folder names, lower case, anywhere in the path. */
  readonly folders?: ReadonlySet<string>
  /** A folder's name, lower case, anywhere in the path. */
  readonly folder?: RegExp
  /** The file's name, lower case. */
  readonly name?: RegExp
  /** The whole path, lower case. */
  readonly path?: RegExp
  /** Does not hold for what a published package ships. */
  readonly notPublished?: true
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const documentation = words('doc docs documentation website man wiki')

/** The languages of ISO 639-1 but for English, and some that have three letters alone, with a script, a country or both behind them. */
const language = String.raw`(?:aa|ab|ae|af|ak|am|an|ar|as|av|ay|az|ba|be|bg|bh|bi|bm|bn|bo|br|bs|ca|ce|ch|co|cr|cs|cu|cv|cy|da|de|dv|dz|ee|el|eo|es|et|eu|fa|ff|fi|fj|fo|fr|fy|ga|gd|gl|gn|gu|gv|ha|he|hi|ho|hr|ht|hu|hy|hz|ia|id|ie|ig|ii|ik|is|it|iu|ja|jv|ka|kg|ki|kj|kk|kl|km|kn|ko|kr|ks|ku|kv|kw|ky|la|lb|lg|li|ln|lo|lt|lu|lv|mg|mh|mi|mk|ml|mn|mr|ms|mt|my|na|nb|nd|ne|ng|nl|nn|no|nr|nv|ny|oc|oj|om|or|os|pa|pi|pl|ps|pt|qu|rm|rn|ro|ru|rw|sa|sc|sd|se|sg|si|sk|sl|sm|sn|so|sq|sr|ss|st|su|sv|sw|ta|te|tg|th|ti|tk|tl|tn|to|tr|ts|tt|tw|ty|ug|uk|ur|uz|ve|vi|vo|wa|wo|xh|yi|yo|za|zh|zu|ast|ceb|ckb|fil|gsw|hsb|kab|nds|szl|zgh)(?:[-_@](?:[a-z]{2}|\d{3}|hans|hant|latn|cyrl|latin|arab)){0,2}`
const texts = `(?:json5?|ya?ml|properties|strings|xlf|xliff|arb|resx|ftl|ini|toml)`
const ofLanguages = `(?:^|/)(?:_?locales?|i18n|l10n|translations?)/(?:(?!en(?:[-_][a-z]{2})?/)[^/]+/){0,3}`

/** From the strongest to the weakest: somebody else's, made by a machine, not text, prose, tests, examples, settings. */
export const pathRules: readonly ClassRule[] = [
  {
    is: 'vendored',
    folders: words(`vendor vendored _vendor third_party third-party thirdparty 3rdparty node_modules
      bower_components jspm_packages site-packages godeps xlib externals extern _externals .yarn .bundle .venv venv`),
  },
  {
    is: 'vendored',
    name: /^(?:jquery|bootstrap|d3|lodash|underscore|angular|react|vue)(?:[-.]v?\d[\w.]*)?(?:\.(?:min|slim|bundle|prod))*\.js$/,
  },
  {
    is: 'generated',
    name: /^(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum|bun\.lockb?|deno\.lock|flake\.lock|packages\.lock\.json|\.terraform\.lock\.hcl|chart\.lock|.*\.lock|.*-lock\.(?:json|ya?ml))$/,
  },
  {
    is: 'generated',
    name: /(?:[.-]min\.(?:js|mjs|cjs|css)|\.bundle\.js|\.chunk\.js|\.map|\.snap|\.pb\.go|\.pb\.gw\.go|_pb2(?:_grpc)?\.pyi?|_pb\.(?:js|d\.ts|rb)|[._]generated\.\w+|[._]gen\.(?:go|ts|rs)|\.g\.(?:dart|cs)|\.designer\.cs)$|^zz_generated/,
  },
  // What programs say in other languages states nothing that they do not state in English: `locales/de.json`, `i18n/messages_pt-BR.yml`, `locales/de/berths.json`.
  {
    is: 'generated',
    path: new RegExp(
      `${ofLanguages}(?:(?!(?:[\\w-]+[._])?en[-_.])(?:[\\w-]+[._])?${language}(?:\\.i18n)?|${language}/(?:[^/]+/){0,3}[^/]+)\\.${texts}$`,
    ),
  },
  { is: 'generated', folders: words('__snapshots__ coverage .next .nuxt __generated__') },
  { is: 'generated', folder: /(?:^|[-_.])dist$/, notPublished: true },
  {
    is: 'binary',
    name: /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|svg|psd|eps|mp[34]|m4[av]|webm|mov|avi|ogg|wav|flac|woff2?|ttf|otf|eot|pdf|docx?|xlsx?|pptx?|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|class|pyc|so|dylib|dll|exe|o|a|bin|dat|db|sqlite3?|wasm|node|parquet|npy|pkl|csv|tsv|crt|pem|key|p12|der|gpg|asc|sig|patch|diff|excalidraw|drawio)$/,
  },
  {
    is: 'settings',
    name: /^(?:(?:dev-|test-)?requirements[\w.-]*|constraints[\w.-]*)\.(?:txt|in)$/,
  },
  { is: 'settings', folders: words('requirements'), name: /\.(?:txt|in)$/ },
  { is: 'code', name: /^(?:cmakelists|version)\.txt$/ },
  {
    is: 'document',
    name: /\.(?:md|mdx|mdc|markdown|mkd|rst|rest|adoc|asciidoc|txt|text|org|textile|wiki|mediawiki|tex|texi|pod|rdoc|po|pot|ipynb|rtf|[1-9]|man|roff)$/,
  },
  {
    is: 'document',
    name: /^(?:readme|licen[cs]e|copying|copyright|notice|authors|contributors|changelog|changes|news|history|todo|thanks|credits|patents|security|maintainers|code_of_conduct)(?:[-.][\w-]+)?$/,
  },
  { is: 'document', folders: documentation, name: /\.(?:html?|xml|css|scss)$/ },
  {
    is: 'test',
    folders:
      words(`t test tests __tests__ testing spec specs e2e testdata test-data test_data testsuite fixtures
      fixture __fixtures__ __mocks__ mocks cypress playwright bench benches benchmark benchmarks`),
  },
  {
    is: 'test',
    folder: /(?:^|[-_.])(?:jmh|micro-?bench(?:marks?)?|benchmark(?:s|ing)?)$/,
  },
  // Projects of .NET are folders: `Harbour.Api.IntegrationTests`.
  {
    is: 'test',
    folder:
      /\.(?:(?:unit|integration|functional|acceptance|system|e2e|performance|component|contract)-?)?(?:tests?|specs?|benchmarks?)$/,
    name: /\.(?:cs|fs|vb)$/,
  },
  {
    is: 'test',
    name: /(?:[._-](?:test|tests|spec|bench|e2e|cy)\.\w+|_test\.\w+|_spec\.rb)$|^test_.*\.py$|^conftest\.py$|tests?\.(?:java|kt|scala|cs|swift)$/,
  },
  {
    is: 'example',
    folders: words('example examples sample samples demo demos playground playgrounds docs_src'),
  },
  {
    is: 'example',
    name: /[._-](?:example|sample|template|dist|tmpl)(?:\.\w+)?$|^(?:example|sample)\./,
  },
  // A preset of CMake is one way to configure among others.
  { is: 'example', name: /^cmake(?:user)?presets\.json$/ },
  { is: 'example', folders: documentation },
  {
    is: 'settings',
    name: /\.(?:ya?ml|json|jsonc|json5|toml|ini|cfg|conf|config|env|properties|hcl|tfvars|plist|editorconfig|service)$|^\.env|^\.\w+rc$|^(?:codeowners|procfile|\.git\w+|\.\w+ignore|go\.mod|pipfile|gemfile)$/,
  },
]

/** A rule that needs to see how the file begins. */
export interface ContentRule {
  readonly is: FileClass
  fits(head: string, path: string): boolean
}

const marker =
  /@generated\b|\bcode generated\b.*\bdo not edit\b|\bauto-?generated\b.*\bdo not (?:edit|modify)\b|\bthis file (?:is|was|has been) (?:automatically |auto-?)?generated\b|\b(?:automatically|auto-?)generated (?:by|from|file)\b/i
const comment = /^\s*(?:\/\/|\/\*|\*|#|--|;|%|<!--|"""|'''|\{\/\*)/
const minified = /\.(?:[cm]?js|css)$/i

// A generator holds the marker in a string; a generated file wears it in a comment at the top.
const isMarked = (head: string): boolean =>
  head.split('\n', 40).some((line) => line.length < 400 && comment.test(line) && marker.test(line))

const isMinified = (head: string, path: string): boolean =>
  minified.test(path) && head.length >= 2_000 && head.length / head.split('\n').length > 400

/** Whether a file keeps Qt's translations, whose ending is that of TypeScript: https://doc.qt.io/qt-6/linguist-ts-file-format.html */
export const isTranslation = (head: string, path: string): boolean =>
  path.endsWith('.ts') && /^\ufeff?\s*(?:<\?xml\b|<!DOCTYPE TS>|<TS\b)/.test(head)

/** What the first bytes tell of a file that would state facts. */
export const contentRules: readonly ContentRule[] = [
  { is: 'generated', fits: isTranslation },
  { is: 'generated', fits: (head) => isMarked(head) },
  { is: 'generated', fits: (head, path) => isMinified(head, path) },
]
