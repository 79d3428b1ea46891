import type { RegisteredClaimTable } from '../provider.ts';

const EAT = 'RFC 9711';
const CDNI = 'RFC 9246 §2.1';
const CORE_5G = '3GPP TS 29.510 §6.3.5.2.4';
const FEDERATION = 'OpenID Federation 1.0';

/** Telephone calls. */
const CALLS: RegisteredClaimTable = {
  orig: ['who', 'Who calls.', 'RFC 8225 §5.2.1'],
  dest: ['for-whom', 'Who is called.', 'RFC 8225 §5.2.1'],
  mky: ['proof', 'Fingerprints of the keys that protect the call.', 'RFC 8225 §5.2.2'],
  sip_from_tag: ['proof', 'The tag of the caller in the SIP message.', 'RFC 8055'],
  sip_date: ['when', 'The date of the SIP message.', 'RFC 8055'],
  sip_callid: ['proof', 'The number of the call in SIP.', 'RFC 8055'],
  sip_cseq_num: ['proof', 'The number of the SIP message in its call.', 'RFC 8055'],
  sip_via_branch: ['proof', 'The branch of the SIP transaction.', 'RFC 8055'],
  rph: ['what', 'Which priorities the call may claim.', 'RFC 8443 §3'],
  sph: ['what', 'The priority of the SIP message.', 'RFC 9027'],
  attest: ['proof', 'How sure the carrier is of the caller’s number.', 'RFC 8588'],
  origid: ['who', 'Where the call came into the network.', 'RFC 8588'],
  div: ['who', 'The number the call was diverted from.', 'RFC 8946'],
  opt: ['proof', 'The original token of a diverted call, whole.', 'RFC 8946'],
  rcd: ['who', 'What to show of the caller, such as a name and a logo.', 'RFC 9795'],
  rcdi: ['proof', 'Hashes of what is shown of the caller.', 'RFC 9795'],
  crn: ['what', 'Why somebody calls.', 'RFC 9795'],
  msgi: ['proof', 'A hash of the message.', 'RFC 9475'],
  jcard: ['who', 'The visiting card of the caller.', 'RFC 8688'],
  atc: ['what', 'Which number or domain the holder may get a certificate for.', 'RFC 9447'],
};

/** Devices that attest what they are (EAT). */
const DEVICES: RegisteredClaimTable = {
  eat_nonce: ['proof', 'A value the receiver chose, against replay.', EAT],
  ueid: ['who', 'The device’s number, unique in the world.', EAT],
  sueids: ['who', 'Numbers of the device that change with its owner or use.', EAT],
  oemid: ['who', 'Who made the hardware.', EAT],
  hwmodel: ['who', 'The model of the hardware.', EAT],
  hwversion: ['who', 'The version of the hardware.', EAT],
  oemboot: ['proof', 'Whether its maker approved the software it booted.', EAT],
  dbgstat: ['proof', 'Whether debugging is switched off.', EAT],
  location: ['who', 'Where the device is.', EAT],
  eat_profile: ['proof', 'Which profile of these claims is followed.', EAT],
  submods: ['who', 'The same claims about parts of the device.', EAT],
  uptime: ['when', 'Seconds since the device booted.', EAT],
  bootcount: ['proof', 'How often the device has booted.', EAT],
  bootseed: ['proof', 'A value that tells one boot from another.', EAT],
  dloas: ['proof', 'Certifications the device has.', EAT],
  swname: ['who', 'The name of the software.', EAT],
  swversion: ['who', 'The version of the software.', EAT],
  manifests: ['proof', 'What software is installed.', EAT],
  measurements: ['proof', 'Hashes of the software as it runs.', EAT],
  measres: ['proof', 'How those hashes compare with what they should be.', EAT],
  intuse: ['what', 'What the attestation is meant for.', EAT],
  cmw: ['proof', 'A wrapped attestation.', 'RATS Conceptual Messages Wrapper'],
  cnonce: ['proof', 'A value that proves that the token is fresh.', 'RFC 9200 §5.10'],
  ace_profile: ['what', 'With which profile of ACE the token is used.', 'RFC 9200 §5.10'],
};

/** Content delivery and telecommunication networks. */
const NETWORKS: RegisteredClaimTable = {
  cdniv: ['proof', 'The version of these claims.', `${CDNI}.8`],
  cdnicrit: ['proof', 'Claims that must be understood.', `${CDNI}.9`],
  cdniip: ['for-whom', 'The network address that may use the token.', `${CDNI}.10`],
  cdniuc: ['what', 'Which addresses the token opens.', `${CDNI}.11`],
  cdniets: ['when', 'How far the end moves with each renewal.', `${CDNI}.12`],
  cdnistt: ['proof', 'How a renewed token is sent.', `${CDNI}.13`],
  cdnistd: ['what', 'How deep in the path a renewed token is valid.', `${CDNI}.14`],
  consumerPlmnId: ['for-whom', 'The mobile network of the consumer.', CORE_5G],
  consumerSnpnId: ['for-whom', 'The private mobile network of the consumer.', CORE_5G],
  producerPlmnId: ['for-whom', 'The mobile network of the producer.', CORE_5G],
  producerSnpnId: ['for-whom', 'The private mobile network of the producer.', CORE_5G],
  producerSnssaiList: ['what', 'The network slices that may be used.', CORE_5G],
  producerNsiList: ['what', 'The slice instances that may be used.', CORE_5G],
  producerNfSetId: ['for-whom', 'The set of network functions of the producer.', CORE_5G],
  producerNfServiceSetId: ['for-whom', 'The set of services of the producer.', CORE_5G],
  sourceNfInstanceId: ['who', 'The network function it began with.', CORE_5G],
  analyticsIdList: ['what', 'Which analyses may be asked for.', CORE_5G],
  resOwnerId: ['who', 'The resource owner.', '3GPP TS 29.222 §8.5.4.2.8'],
  at_use_nbr: ['what', 'How many requests the token is good for.', 'ETSI GS NFV-SEC 022'],
  rdap_allowed_purposes: ['what', 'For which purposes may be asked.', 'RFC 9560 §3.1.5.1'],
  rdap_dnt_allowed: ['what', 'Whether questions may go unrecorded.', 'RFC 9560 §3.1.5.2'],
  geohash: ['who', 'A place, as a geohash.', 'CTA-5009'],
};

/** Credentials that are shown in part, and federations. */
const CREDENTIALS: RegisteredClaimTable = {
  vc: ['what', 'A verifiable credential.', 'W3C Verifiable Credentials 1.0 §6.3.1'],
  vp: [
    'what',
    'A presentation of verifiable credentials.',
    'W3C Verifiable Credentials 1.0 §6.3.1',
  ],
  _sd: ['proof', 'Hashes of claims that may be shown or kept back.', 'RFC 9901 §4.2.4.1'],
  '...': ['proof', 'The hash of a list entry that may be kept back.', 'RFC 9901 §4.2.4.2'],
  _sd_alg: ['proof', 'With which hash claims are kept back.', 'RFC 9901 §4.1.1'],
  sd_hash: ['proof', 'A hash of the credential this proof goes with.', 'RFC 9901 §4.3'],
  sig_val_claims: ['proof', 'How a signature was validated.', 'RFC 9321 §3.2.3'],
  jwks: ['proof', 'Keys of the subject.', `${FEDERATION} §13.1`],
  metadata: ['who', 'What the subject says of itself.', `${FEDERATION} §13.2`],
  constraints: ['what', 'Limits for those below.', `${FEDERATION} §13.3`],
  crit: ['proof', 'Claims that must be understood.', `${FEDERATION} §13.4`],
  ref: ['who', 'An address with more about it.', `${FEDERATION} §13.5`],
  delegation: ['proof', 'The right to give this trust mark.', `${FEDERATION} §13.6`],
  logo_uri: ['who', 'The address of a logo; Valet Key does not load it.', `${FEDERATION} §13.7`],
  authority_hints: ['who', 'Who vouches for the subject.', `${FEDERATION} §3.2`],
  trust_anchor_hints: ['who', 'At whose word trust may begin.', `${FEDERATION} §3.2`],
  trust_marks: ['proof', 'Marks that others gave the subject.', `${FEDERATION} §3.2`],
  trust_mark_issuers: ['who', 'Who may give which mark.', `${FEDERATION} §3.2`],
  trust_mark_owners: ['who', 'Who owns which mark.', `${FEDERATION} §3.2`],
  metadata_policy: ['what', 'What those below may say of themselves.', `${FEDERATION} §3.3`],
  metadata_policy_crit: ['proof', 'Policies that must be understood.', `${FEDERATION} §3.3`],
  source_endpoint: ['who', 'Where this statement was fetched.', `${FEDERATION} §3.3`],
  keys: ['proof', 'A set of keys.', `${FEDERATION} §5.2.1`],
  trust_mark_type: ['what', 'What kind of mark this is.', `${FEDERATION} §7.1`],
  trust_chain: ['proof', 'Who vouches for the issuer, step by step.', `${FEDERATION} §8.3.2`],
  trust_anchor: ['who', 'At whose word trust begins.', `${FEDERATION} §12.2.3`],
};

/** Registered claims of tokens that are seldom about OAuth. */
export const REGISTERED_ELSEWHERE: RegisteredClaimTable = {
  ...CALLS,
  ...DEVICES,
  ...NETWORKS,
  ...CREDENTIALS,
};

/** Claims of issuers that have no file in `provider/`: from memory, and with names of their own. */
export const CLAIMS_OF_OTHERS: RegisteredClaimTable = {
  'kubernetes.io': ['who', 'The pod and service account the token belongs to.', 'Kubernetes'],
  firebase: ['who', 'How the person signed in to the project.', 'Firebase'],
  nonce_supported: ['proof', 'Whether the device can carry a nonce.', 'Apple'],
  is_private_email: ['who', 'Whether the e-mail address hides the person’s own.', 'Apple'],
  real_user_status: ['proof', 'How likely the person is a real one.', 'Apple'],
};
