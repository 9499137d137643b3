/** Checks that do each other's work: one may take another's place. */
export interface Family {
  readonly says: RegExp
  /** What is done no more. */
  readonly what: string
}

export const families: readonly Family[] = [
  {
    says: /\b(?:codeql|semgrep|snyk|trivy|grype|gosec|bandit|brakeman|gitleaks|trufflehog|detect-secrets|dependency-review|npm audit|yarn audit|pnpm audit|pip-audit|cargo[- ](?:audit|deny)|govulncheck|osv-scanner|checkov|tfsec|kics|kubesec|scorecard|sonar\w*|anchore|secret[- ]scan\w*|safety check|zizmor)\b/i,
    what: 'looks for known holes or leaked secrets',
  },
  {
    says: /\b(?:cosign|sigstore|slsa\w*|attest[\w-]*|provenance|notation sign|gpg|sbom|syft)\b/i,
    what: 'signs or attests what it builds',
  },
  {
    says: /\b(?:pytest|jest|vitest|mocha|rspec|phpunit|ava|tap|cypress|playwright|e2e|(?:go|cargo|npm|yarn|pnpm|bun|dotnet|swift|flutter|mvn|make|rails|gradlew?|bundle exec rails|manage\.py|mix|deno|helm|terraform|tofu)\s+(?:run\s+|[\w-]*:)?test\w*|tox|nox|ctest|unittest|kuttl|chainsaw|ct install|terratest)\b/i,
    what: 'runs the tests',
  },
  {
    says: /\b(?:conftest|opa (?:test|eval)|kyverno|gatekeeper|policy-check|kubeconform|kubeval|kube-linter|polaris|datree|terraform validate|tofu validate|tflint|kube-score|promtool check)\b/i,
    what: 'holds settings to their rules',
  },
]
