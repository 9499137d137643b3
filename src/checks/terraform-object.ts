import { posix } from 'node:path'
import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import { type Check, type Opinion, unknown, type Whole } from './check.ts'
import { objectsOnPage } from './infrastructure/terraform-names.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { nearest } from './nearest/nearest.ts'

/** A page names a Terraform resource, a module, or an input or output of this module; the code must declare it. */
export const terraformObject: Check = {
  about: 'A page names a Terraform resource, module, input or output; the code must declare it.',
  against: ['resource'],

  *mentions(reading) {
    yield* objectsOnPage(reading)
  },

  judge(claim, surveys): Opinion {
    const [role = '', source = ''] = (claim.owner ?? '').split(' of ')
    const isInterface = role === 'variable' || role === 'output'
    if (!isInterface) return judgeAddress(claim, role, surveys)
    const ours = source === '' ? surveys : surveys.filter((survey) => isCalled(survey, source))
    if (ours.length === 0)
      return unknown('other-project', `the module ${source} is none of the code in scope`)
    return judgeInterface(claim, role, source, ours)
  },
}

/** `terraform-aws-modules/eks/aws` is the repository terraform-aws-eks; addresses of git end in its name. */
function isCalled({ names, repository }: Survey, source: string): boolean {
  if (source.startsWith('folder:')) return true
  const bare = source
    .replace(/\?.*$/, '')
    .replace(/(?<!:)\/\/.*$/, '')
    .replace(/\.git$/, '')
  const [, name, provider] = /^(?:[\w.-]+\/)?[\w-]+\/([\w-]+)\/([\w-]+)$/.exec(bare) ?? []
  const called =
    name === undefined ? bare.slice(bare.lastIndexOf('/') + 1) : `terraform-${provider}-${name}`
  return [...names, repository].some((one) => one.slice(one.lastIndexOf('/') + 1) === called)
}

/** Which folder of the repository is the module: its root, what `//` names, or the folder of the page. */
const folderOf = (source: string): string =>
  source.startsWith('folder:')
    ? source.slice('folder:'.length)
    : (/(?<!:)\/\/([\w./-]+)/.exec(source)?.[1] ?? '.')

function judgeInterface(
  claim: Claim,
  role: string,
  source: string,
  surveys: readonly Survey[],
): Opinion {
  const folder = folderOf(source)
  const isThere = (fact: Fact): boolean => source === '' || posix.dirname(fact.path) === folder
  const stated = factsAbout(claim.subject, ['resource'], surveys).filter(
    ({ owner }) => owner === role,
  )
  const [fact] = stated.filter(isThere)
  if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
  const elsewhere = stated[0]
  return {
    status: 'absent',
    lost: { kind: 'resource', subject: claim.subject, owner: role },
    whole: source === '' || elsewhere ? null : wholeModule(claim, role, folder, surveys),
    distinctive: claim.subject.includes('_'),
    stillStands: 0,
    near: nearest(claim.subject, surveys, ['resource']),
    otherwise: elsewhere ? { status: 'holds', evidence: [evidenceOf(elsewhere, surveys)] } : null,
  }
}

/** Terraform takes no input that is not declared: a module whose files were all read lacks what it does not state. */
function wholeModule(
  claim: Claim,
  role: string,
  folder: string,
  surveys: readonly Survey[],
): Whole | null {
  const [survey, ...others] = surveys
  if (survey === undefined || others.length > 0 || survey.incomplete('resource', role) !== null)
    return null
  const declared = [...survey.subjects('resource')].flatMap((name) =>
    survey
      .about(name, ['resource'])
      .filter((fact) => fact.owner === role && !fact.weak && posix.dirname(fact.path) === folder),
  )
  const [first] = declared
  if (first === undefined) return null
  return {
    because: `the module declares ${declared.length} ${role}s, and no ${claim.subject}`,
    evidence: [evidenceOf(first, surveys)],
    isOurs: true,
  }
}

function judgeAddress(claim: Claim, type: string, surveys: readonly Survey[]): Opinion {
  const [fact] = factsAbout(claim.subject, ['resource'], surveys).filter(
    ({ owner }) => owner === type,
  )
  if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
  return {
    status: 'absent',
    // Code writes the type and the name apart.
    lost: {
      kind: 'resource',
      subject: claim.subject.split('.').at(-1) ?? claim.subject,
      owner: type,
    },
    whole: null,
    distinctive: true,
    stillStands: 0,
    near: nearest(claim.subject, surveys, ['resource']),
    otherwise: null,
  }
}
