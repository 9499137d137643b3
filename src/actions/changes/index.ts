import { applicationControls } from './application-controls.ts'
import { codeMigrations } from './code-migrations.ts'
import { exposure } from './exposure.ts'
import { gate } from './gate.ts'
import { infrastructure } from './infrastructure.ts'
import type { ChangeKind } from './kind.ts'
import { listings } from './listings.ts'
import { pipelines } from './pipelines.ts'
import { protectionsLost } from './protections.ts'
import { refusals } from './refusals.ts'
import { reviewers } from './reviewers.ts'
import { roots } from './roots.ts'
import { rowAccess } from './row-access.ts'
import { scripts } from './scripts.ts'
import { skippedTests } from './skipped-tests.ts'
import { sqlMigrations } from './sql-migrations.ts'
import { switches } from './switches.ts'
import { workloadRights } from './workload-rights.ts'
import { workloads } from './workloads.ts'

/** Every kind of change that can be classed, by the name of its manual page under `corpus/changes`. */
export const changeKinds: Readonly<Record<string, ChangeKind>> = {
  'application-controls': applicationControls,
  'code-migrations': codeMigrations,
  exposure,
  gate,
  infrastructure,
  listings,
  pipelines,
  protections: protectionsLost,
  refusals,
  reviewers,
  roots,
  'row-access': rowAccess,
  scripts,
  'skipped-tests': skippedTests,
  'sql-migrations': sqlMigrations,
  switches,
  'workload-rights': workloadRights,
  workloads,
}
