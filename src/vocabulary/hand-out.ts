/** How an access token is handed to a person or a program. */
export const COPY_FORMATS = ['raw', 'bearer', 'curl', 'httpie', 'fetch', 'environment'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/** Request methods a DPoP proof can be made for. @see RFC 9110 §9.1 */
export const PROOF_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;
export type ProofMethod = (typeof PROOF_METHODS)[number];

/** Why a copied token lives for less than the person has set. */
export const SHORTFALLS = ['server-lifetime', 'not-renewable', 'not-reached'] as const;
export type Shortfall = (typeof SHORTFALLS)[number];
