import type { DiscoveryWarningKind } from '../../vocabulary/warning.ts';

/** What a person should see of a server's description: of which hosts or members of it. */
export interface DiscoveryWarning {
  readonly kind: DiscoveryWarningKind;
  /** In punycode. */
  readonly hosts: readonly string[];
  /** Names of members of the document. */
  readonly members?: readonly string[];
}

/**
 * Authorization server metadata that passed our guards, wire names untouched: only members that
 * were checked are here, so nothing unchecked can be used.
 * @see RFC 8414 §2, OpenID Connect Discovery 1.0 §3
 */
export interface ServerMetadata {
  readonly issuer: string;
  readonly authorization_endpoint?: string;
  readonly token_endpoint?: string;
  readonly jwks_uri?: string;
  readonly userinfo_endpoint?: string;
  readonly revocation_endpoint?: string;
  readonly introspection_endpoint?: string;
  readonly device_authorization_endpoint?: string;
  readonly pushed_authorization_request_endpoint?: string;
  readonly registration_endpoint?: string;
  readonly end_session_endpoint?: string;
  readonly scopes_supported?: readonly string[];
  readonly response_types_supported?: readonly string[];
  readonly grant_types_supported?: readonly string[];
  readonly token_endpoint_auth_methods_supported?: readonly string[];
  readonly code_challenge_methods_supported?: readonly string[];
  readonly id_token_signing_alg_values_supported?: readonly string[];
  readonly dpop_signing_alg_values_supported?: readonly string[];
  readonly authorization_details_types_supported?: readonly string[];
  readonly acr_values_supported?: readonly string[];
  readonly authorization_response_iss_parameter_supported?: boolean;
  readonly require_pushed_authorization_requests?: boolean;
  readonly require_signed_request_object?: boolean;
  /** A client may be known by the https address of its own description. @see draft-ietf-oauth-client-id-metadata-document §4 */
  readonly client_id_metadata_document_supported?: boolean;
}
