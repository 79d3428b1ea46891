/** Random bytes from the system's generator, as base64url text without padding. */
export interface Random {
  /** @param bytes how many; 16 gives an id, 32 a `state` */
  base64url(bytes: number): string;
}
