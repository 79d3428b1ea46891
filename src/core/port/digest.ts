/** SHA-256 of ASCII text as base64url without padding, at once: a redirect cannot be kept waiting. */
export type Digest = (text: string) => string;
