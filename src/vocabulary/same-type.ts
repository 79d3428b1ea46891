/**
 * `true` where two types are the same in every member, optional ones and `readonly` included; `false`
 * otherwise, so that `const check: SameType<A, B> = true` does not compile.
 */
export type SameType<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** A type with every member and every list read-only, as models are and zod's are not. */
export type DeepReadonly<T> = T extends string | number | boolean | undefined
  ? T
  : { readonly [Member in keyof T]: DeepReadonly<T[Member]> };
