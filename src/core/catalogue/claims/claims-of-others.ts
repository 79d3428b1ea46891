import type { RegisteredClaimTable } from './claim-table.ts';

/** Claims of issuers that have no file in `provider/`: from memory, and with names of their own. */
export const CLAIMS_OF_OTHERS: RegisteredClaimTable = {
  token_use: ['proof', 'Whether it is an ID token or an access token.', 'Amazon Cognito'],
  origin_jti: [
    'proof',
    'The number of the sign-in; revoking it ends all its tokens.',
    'Amazon Cognito',
  ],
  event_id: ['proof', 'The number of the sign-in event.', 'Amazon Cognito'],
  'cognito:username': ['who', 'The person’s name in the user pool.', 'Amazon Cognito'],
  'cognito:groups': ['what', 'The person’s groups in the user pool.', 'Amazon Cognito'],
  'kubernetes.io': ['who', 'The pod and service account the token belongs to.', 'Kubernetes'],
  firebase: ['who', 'How the person signed in to the project.', 'Firebase'],
  nonce_supported: ['proof', 'Whether the device can carry a nonce.', 'Apple'],
  is_private_email: ['who', 'Whether the e-mail address hides the person’s own.', 'Apple'],
  real_user_status: ['proof', 'How likely the person is a real one.', 'Apple'],
};
