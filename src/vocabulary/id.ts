declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** Names one connection: 22 base64url characters (128 random bits). Safe in a keychain account name. */
export type ConnectionId = Id<'connection'>;

/** Names one running sign-in; means nothing once that sign-in has ended. Same shape as a connection's. */
export type SignInId = Id<'sign-in'>;

/** Names one approval that was given to a program. */
export type ApprovalId = Id<'approval'>;

/** Names one question to the person that a program waits for. */
export type QuestionId = Id<'question'>;

/** Names the use of a connection that a program has been granted; nobody else can guess it. */
export type UseId = Id<'use'>;

/** How many connections a page may ask about at once; where more have changed it asks for all. */
export const MOST_ASKED_ABOUT = 100;

const RANDOM_ID = /^[A-Za-z0-9_-]{22}$/;

const parseRandomId = <Kind extends string>(text: unknown): Id<Kind> | undefined =>
  typeof text === 'string' && RANDOM_ID.test(text) ? (text as Id<Kind>) : undefined;

/** The connection id in `text`, or undefined where it is not one. The only maker of the brand. */
export const parseConnectionId = (text: unknown): ConnectionId | undefined =>
  parseRandomId<'connection'>(text);

/** The sign-in id in `text`, or undefined where it is not one. The only maker of the brand. */
export const parseSignInId = (text: unknown): SignInId | undefined =>
  parseRandomId<'sign-in'>(text);

/** The approval id in `text`, or undefined where it is not one. The only maker of the brand. */
export const parseApprovalId = (text: unknown): ApprovalId | undefined =>
  parseRandomId<'approval'>(text);

/** The question id in `text`, or undefined where it is not one. The only maker of the brand. */
export const parseQuestionId = (text: unknown): QuestionId | undefined =>
  parseRandomId<'question'>(text);

/** The id of a use in `text`, or undefined where it is not one. The only maker of the brand. */
export const parseUseId = (text: unknown): UseId | undefined => parseRandomId<'use'>(text);
