import { z } from 'zod';

const texts = z.array(z.string()).exactOptional();

/** The shape of one authorization detail; members that only its type knows pass. @see RFC 9396 §2 */
export const authorizationDetailSchema = z.looseObject({
  type: z.string().min(1),
  locations: texts,
  actions: texts,
  datatypes: texts,
  identifier: z.string().exactOptional(),
  privileges: texts,
});

/**
 * One structured permission. The five members after `type` mean the same everywhere; what others
 * mean, the type says. @see RFC 9396 §2
 */
export type AuthorizationDetail = Readonly<z.infer<typeof authorizationDetailSchema>>;

/** More than that is no list that a person can read. */
export const MOST_DETAILS = 50;
