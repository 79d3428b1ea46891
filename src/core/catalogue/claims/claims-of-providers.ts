import type { MeaningTable } from './claim-meaning.ts';

/** Claims that no registry knows but many people meet. */
export interface ProviderClaims {
  /** Whose tokens they are certainly theirs in. */
  readonly issuer?: RegExp;
  /** Names nobody else is likely to use: explained whoever the issuer is. */
  readonly isDistinct: boolean;
  /** From memory, not read in the provider's own pages. */
  readonly isRecalled: boolean;
  readonly claims: MeaningTable;
}

const ENTRA_SOURCE = 'Microsoft Entra, access token claims reference';
const ENTRA: MeaningTable = {
  tid: ['who', 'The tenant the person signs in to.', ENTRA_SOURCE],
  oid: ['who', 'The number of the person or program, the same for all applications.', ENTRA_SOURCE],
  idp: ['who', 'Who authenticated the subject, where that is not the issuer.', ENTRA_SOURCE],
  unique_name: ['who', 'A readable name of the subject; it may change.', ENTRA_SOURCE],
  upn: ['who', 'The person’s sign-in name in the tenant; it may change.', ENTRA_SOURCE],
  ipaddr: ['who', 'The network address the person signed in from.', ENTRA_SOURCE],
  onprem_sid: ['who', 'The person’s number in the directory on the premises.', ENTRA_SOURCE],
  appid: ['for-whom', 'The client that uses the token (version 1.0; later `azp`).', ENTRA_SOURCE],
  appidacr: [
    'proof',
    'How the client proved itself: 0 not at all, 1 secret, 2 certificate.',
    ENTRA_SOURCE,
  ],
  azpacr: [
    'proof',
    'How the client proved itself: 0 not at all, 1 secret, 2 certificate.',
    ENTRA_SOURCE,
  ],
  idtyp: ['who', 'Whether the token is for a program alone or for a person.', ENTRA_SOURCE],
  scp: ['what', 'What the person let the client do, as a list of scope tokens.', ENTRA_SOURCE],
  wids: ['what', 'The person’s roles in the whole tenant.', ENTRA_SOURCE],
  hasgroups: ['what', 'The person is in more groups than fit into the token.', ENTRA_SOURCE],
  acrs: ['what', 'For which stronger sign-ins the token is good.', ENTRA_SOURCE],
  xms_cc: ['what', 'Whether the client can answer a demand for a stronger sign-in.', ENTRA_SOURCE],
  pwd_exp: ['when', 'When the person’s password ends.', ENTRA_SOURCE],
  ver: ['proof', 'The version of the token’s form: 1.0 or 2.0.', ENTRA_SOURCE],
  uti: ['proof', 'The token’s own number, like `jti`.', ENTRA_SOURCE],
  aio: ['proof', 'For the issuer’s own use.', ENTRA_SOURCE],
  rh: ['proof', 'For the issuer’s own use.', ENTRA_SOURCE],
};

const ACTIONS_SOURCE = 'GitHub, OpenID Connect reference for Actions';
const ACTIONS: MeaningTable = {
  actor: ['who', 'The account that started the run.', ACTIONS_SOURCE],
  actor_id: ['who', 'The number of the account that started the run.', ACTIONS_SOURCE],
  repository: ['who', 'The repository the workflow runs in.', ACTIONS_SOURCE],
  repository_id: ['who', 'The number of that repository.', ACTIONS_SOURCE],
  repository_owner: ['who', 'Who owns that repository.', ACTIONS_SOURCE],
  repository_owner_id: ['who', 'The number of that owner.', ACTIONS_SOURCE],
  repository_visibility: ['who', 'Whether it is internal, private or public.', ACTIONS_SOURCE],
  enterprise: ['who', 'The enterprise the repository belongs to.', ACTIONS_SOURCE],
  enterprise_id: ['who', 'The number of that enterprise.', ACTIONS_SOURCE],
  workflow: ['who', 'The name of the workflow.', ACTIONS_SOURCE],
  workflow_ref: ['proof', 'The file of the workflow and its git ref.', ACTIONS_SOURCE],
  workflow_sha: ['proof', 'The commit of the workflow’s file.', ACTIONS_SOURCE],
  job_workflow_ref: ['proof', 'The reusable workflow the job comes from.', ACTIONS_SOURCE],
  job_workflow_sha: ['proof', 'The commit of that reusable workflow.', ACTIONS_SOURCE],
  ref: ['what', 'The git ref that started the run.', ACTIONS_SOURCE],
  ref_type: ['what', 'Whether that is a branch or a tag.', ACTIONS_SOURCE],
  base_ref: ['what', 'The branch the pull request goes to.', ACTIONS_SOURCE],
  head_ref: ['what', 'The branch the pull request comes from.', ACTIONS_SOURCE],
  environment: ['what', 'The environment the job uses.', ACTIONS_SOURCE],
  event_name: ['what', 'What started the run.', ACTIONS_SOURCE],
  run_id: ['proof', 'The number of the run.', ACTIONS_SOURCE],
  run_number: ['proof', 'How often this workflow has run.', ACTIONS_SOURCE],
  run_attempt: ['proof', 'How often this run was tried again.', ACTIONS_SOURCE],
  check_run_id: ['proof', 'The number of the job’s check.', ACTIONS_SOURCE],
  runner_environment: [
    'proof',
    'Whether GitHub or somebody else hosts the runner.',
    ACTIONS_SOURCE,
  ],
};

const GITLAB_SOURCE = 'GitLab, ID token authentication';
const GITLAB: MeaningTable = {
  namespace_id: ['who', 'The number of the group or user.', GITLAB_SOURCE],
  namespace_path: ['who', 'The group or user.', GITLAB_SOURCE],
  project_id: ['who', 'The number of the project.', GITLAB_SOURCE],
  project_path: ['who', 'The project.', GITLAB_SOURCE],
  user_id: ['who', 'The number of who runs the job.', GITLAB_SOURCE],
  user_login: ['who', 'The name of who runs the job.', GITLAB_SOURCE],
  user_email: ['who', 'The e-mail address of who runs the job.', GITLAB_SOURCE],
  user_identities: ['who', 'Other accounts of who runs the job.', GITLAB_SOURCE],
  pipeline_id: ['proof', 'The number of the pipeline.', GITLAB_SOURCE],
  pipeline_source: ['what', 'What started the pipeline.', GITLAB_SOURCE],
  job_id: ['proof', 'The number of the job.', GITLAB_SOURCE],
  ref_path: ['what', 'The git ref of the job, in full.', GITLAB_SOURCE],
  ref_protected: ['what', 'Whether that git ref is protected.', GITLAB_SOURCE],
  environment_protected: ['what', 'Whether the environment is protected.', GITLAB_SOURCE],
  deployment_tier: ['what', 'What kind of environment the job deploys to.', GITLAB_SOURCE],
  runner_id: ['proof', 'The number of the runner.', GITLAB_SOURCE],
  sha: ['proof', 'The commit of the job.', GITLAB_SOURCE],
};

const GOOGLE: MeaningTable = {
  hd: ['who', 'The organisation’s domain, for accounts that belong to one.', 'Google'],
};

const KEYCLOAK: MeaningTable = {
  realm_access: ['what', 'The person’s roles in the whole realm.', 'Keycloak'],
  resource_access: ['what', 'The person’s roles at each resource.', 'Keycloak'],
  session_state: ['who', 'The session at the issuer.', 'Keycloak'],
  'allowed-origins': ['for-whom', 'Web origins that may use the token from a browser.', 'Keycloak'],
};

const OKTA: MeaningTable = {
  cid: ['for-whom', 'The client the token was given to.', 'Okta'],
  uid: ['who', 'The person’s number at the issuer.', 'Okta'],
  scp: ['what', 'What the token allows, as a list of scope tokens.', 'Okta'],
  ver: ['proof', 'The version of the token’s form.', 'Okta'],
};

const AUTH0: MeaningTable = {
  permissions: ['what', 'What the person may do at the resource.', 'Auth0'],
  gty: ['proof', 'The grant the token came from.', 'Auth0'],
  org_id: ['who', 'The organisation the person signed in to.', 'Auth0'],
  org_name: ['who', 'The name of that organisation.', 'Auth0'],
};

const COGNITO: MeaningTable = {
  token_use: ['proof', 'Whether it is an ID token or an access token.', 'Amazon Cognito'],
  origin_jti: [
    'proof',
    'The number of the sign-in; revoking it ends all its tokens.',
    'Amazon Cognito',
  ],
  event_id: ['proof', 'The number of the sign-in event.', 'Amazon Cognito'],
  'cognito:username': ['who', 'The person’s name in the user pool.', 'Amazon Cognito'],
  'cognito:groups': ['what', 'The person’s groups in the user pool.', 'Amazon Cognito'],
};

const OTHERS: MeaningTable = {
  'kubernetes.io': ['who', 'The pod and service account the token belongs to.', 'Kubernetes'],
  firebase: ['who', 'How the person signed in to the project.', 'Firebase'],
  nonce_supported: ['proof', 'Whether the device can carry a nonce.', 'Apple'],
  is_private_email: ['who', 'Whether the e-mail address hides the person’s own.', 'Apple'],
  real_user_status: ['proof', 'How likely the person is a real one.', 'Apple'],
};

/** By provider; earlier ones win where two use the same name and the issuer is neither. */
export const PROVIDER_CLAIMS: readonly ProviderClaims[] = [
  {
    issuer: /^https:\/\/(?:login\.microsoftonline\.com|sts\.windows\.net)\//,
    isDistinct: true,
    isRecalled: false,
    claims: ENTRA,
  },
  {
    issuer: /^https:\/\/token\.actions\.(?:githubusercontent\.com|[\w-]+\.ghe\.com)(?:\/|$)/,
    isDistinct: false,
    isRecalled: false,
    claims: ACTIONS,
  },
  { issuer: /^https:\/\/gitlab\./, isDistinct: false, isRecalled: false, claims: GITLAB },
  {
    issuer: /^(?:https:\/\/)?accounts\.google\.com$/,
    isDistinct: true,
    isRecalled: true,
    claims: GOOGLE,
  },
  {
    issuer: /^https:\/\/[^/]+(?:\/.*)?\/realms\/[^/]+$/,
    isDistinct: true,
    isRecalled: true,
    claims: KEYCLOAK,
  },
  {
    issuer: /^https:\/\/[\w-]+\.okta(?:preview|-emea)?\.com(?:\/|$)/,
    isDistinct: true,
    isRecalled: true,
    claims: OKTA,
  },
  {
    issuer: /^https:\/\/[\w.-]+\.auth0\.com\/$/,
    isDistinct: true,
    isRecalled: true,
    claims: AUTH0,
  },
  { issuer: /^https:\/\/cognito-idp\./, isDistinct: true, isRecalled: true, claims: COGNITO },
  { isDistinct: true, isRecalled: true, claims: OTHERS },
];
