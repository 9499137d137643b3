/** What a kind of resource holds, and so what is lost with it. */
export type Holding = 'everything' | 'data' | 'nothing-lasting' | 'nothing'

const parts =
  /_(?:polic(?:y|ies)|attachment|acl|versioning|notification|member|binding|configuration|rule|alias|permission|filter|group|option|record|block|logging|association|parameter|schedule|role|access|iam\w*|grant|user|metadata|object|item|data|dashboard|alarm|metric|endpoint|lock|setting|settings|contact|link|route|target|ownership_controls|cors_configuration)s?$/
const everything =
  /^(?:google_(?:project|folder)|aws_organizations_(?:account|organization|organizational_unit)|azurerm_(?:resource_group|subscription)|kubernetes_namespace(?:_v1)?|aws_eks_cluster|google_container_cluster|azurerm_kubernetes_cluster|digitalocean_(?:kubernetes_cluster|project)|github_organization|aws_ecs_cluster|aws_vpc|google_compute_network|azurerm_virtual_network)$/
const data =
  /(?:_|^)(?:db_instance|rds_cluster|rds_cluster_instance|rds_global_cluster|dynamodb_table|s3_bucket|storage_bucket|bucket|storage_account|storage_container|storage_share|sql_database(?:_instance)?|mssql_\w+|postgresql_\w+|mysql_\w+|mariadb_\w+|cosmosdb_\w+|database|database_instance|disk|managed_disk|ebs_volume|ebs_snapshot|snapshot|volume|efs_file_system|file_system|filestore_instance|fsx_\w+|netapp_volume|kms_key|kms_crypto_key|kms_key_ring|key_vault|key_vault_key|cognito_user_pool|user_pool|elasticache_\w+|redis_\w+|redis_cache|memorystore_\w+|elasticsearch_domain|opensearch_domain|redshift_cluster|docdb_cluster|neptune_cluster|msk_cluster|kafka_(?:cluster|topic)|kinesis_stream|sqs_queue|pubsub_topic|bigquery_(?:dataset|table)|bigtable_\w+|spanner_\w+|firestore_\w+|secretsmanager_secret|secret_manager_secret|cloudwatch_log_group|ecr_repository|artifact_registry_repository|container_registry|backup_vault|route53_zone|dns_zone|dns_managed_zone|github_repository|persistent_volume(?:_claim)?(?:_v1)?|instance|virtual_machine|compute_instance|timestream\w*|glacier_vault)$/
const nothing =
  /^(?:null_resource|terraform_data|random_\w+|local_file|local_sensitive_file|time_\w+|external|archive_file|template_\w+)$/
const controls =
  /cloudtrail|guardduty|securityhub|inspector|macie|config_(?:configuration_recorder|config_rule|delivery_channel)|waf|flow_log|branch_protection|repository_ruleset|organizations_policy|org(?:anization)?_policy|policy_assignment|network_policy|public_access_block|encryption_configuration|_logging$|bucket_versioning|backup_(?:plan|vault_lock|selection)|ddos_protection|shield_protection|password_policy|access_analyzer|pod_disruption_budget|management_lock|log_profile|diagnostic_setting|audit/

/** What a Terraform resource of this type holds. */
export function holdingOf(type: string): Holding {
  if (nothing.test(type)) return 'nothing'
  if (everything.test(type)) return 'everything'
  return data.test(type) && (/_log_group$/.test(type) || !parts.test(type))
    ? 'data'
    : 'nothing-lasting'
}

/** Whether a resource of this type guards or watches others. */
export const isControl = (type: string): boolean => controls.test(type)

const cloudFormationData =
  /^AWS::(?:RDS::DB(?:Instance|Cluster)|DynamoDB::(?:Global)?Table|S3::Bucket|EFS::FileSystem|KMS::Key|Cognito::UserPool|EC2::(?:Volume|Instance)|ElastiCache::\w+Cluster|ElastiCache::ReplicationGroup|Redshift::Cluster|(?:OpenSearch|Elasticsearch)\w*::Domain|SecretsManager::Secret|Logs::LogGroup|SQS::Queue|Kinesis::Stream|ECR::Repository|Backup::BackupVault|DocDB::DBCluster|Neptune::DBCluster|MSK::Cluster|Route53::HostedZone|FSx::FileSystem|Timestream::\w+)$/

/** What a CloudFormation resource of this type holds. */
export const cloudFormationHolding = (type: string): Holding => {
  if (
    /^AWS::(?:EC2::VPC|EKS::Cluster|ECS::Cluster|Organizations::Account|CloudFormation::Stack)$/.test(
      type,
    )
  )
    return 'everything'
  return cloudFormationData.test(type) ? 'data' : 'nothing-lasting'
}

/** Constructors of Pulumi and of the cloud development kits whose resources hold data. */
export const constructed =
  /\bnew\s+((?:[\w]+\.)*(?:rds|aws|gcp|azure\w*|s3|dynamodb|ddb|efs|kms|cognito|sql|storage|docdb|redshift|elasticache|opensearch\w*|sqs|secretsmanager|ecr|bigquery)\.(?:\w+\.)*(?:Database\w*|Instance|Cluster|Serverless\w*|Bucket(?:V2)?|Table(?:V2)?|FileSystem|Key|UserPool|Domain|Queue|Secret|Repository|Dataset|Account))\s*\(\s*(?:this\s*,\s*)?["'`]([^"'`]+)/
