// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/: a domain, a slash and a name.
const shape = /^(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,12}\/[A-Za-z0-9][\w.-]{0,62}$/
/** Hosts of code, modules and images, and groups of an API with their version, look the same. */
const others =
  /^(?:(?:www\.)?(?:github|gitlab|bitbucket|codeberg|golang|gopkg|google|docker|quay|ghcr|gcr|npmjs|pypi|crates)\.|(?:[\w-]+\.)*(?:gcr|k8s|pkg|azurecr)\.(?:io|dev)\/)|\/v\d+(?:(?:alpha|beta)\d+)?$|\.(?:html?|md|git|json|ya?ml|go|js|ts|py)$/

/** Whether a text is the key of a label or an annotation, as Kubernetes takes it: `ledger.example.io/retry-limit`. */
export const isLabelKey = (text: string): boolean => shape.test(text) && !others.test(text)
