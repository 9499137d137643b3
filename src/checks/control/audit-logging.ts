import { flagged } from './flagged.ts'

/** Logs of who did what in a cluster or a database. */
export const auditLogging = flagged({
  name: 'audit logging',
  says: /\baudit log(?:s|ging)? (?:is|are) (?:on|enabled|kept|written|collected|shipped)\b|\baudit logging\b/i,
  attributes: [
    'enabled_cluster_log_types',
    'cluster_enabled_log_types',
    'enabled_cloudwatch_logs_exports',
    'audit_logs_enabled',
  ],
  isOn: (value) => (value.startsWith('[') ? /"audit/i.test(value) : value === 'true'),
})
