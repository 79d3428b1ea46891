/** A component of CycloneDX 1.5, as far as it is looked at here. */
export interface Component {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}
export const SBOM: string;
export function sbom(given?: {
  readonly electron?: string;
  readonly root?: string;
  readonly files?: readonly string[];
}): { readonly bomFormat: string; readonly components: readonly Component[] };
