// The errors of OAuth 2 (RFC 6749 5.2 and 4.1.2.1), apart from the domain's: clients compare the codes.

export type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied';

const DESCRIPTIONS: Record<OAuthCode, string> = {
  invalid_request:
    'The request is missing a required parameter, or includes an unsupported or malformed one.',
  invalid_client:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  invalid_grant:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  invalid_scope: 'The requested scope is invalid, unknown, or malformed.',
  unauthorized_client: 'You are not authorized to revoke this token.',
  unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
  unsupported_response_type: 'The authorization server does not support this response type.',
  access_denied: 'The resource owner or authorization server denied the request.',
};

export class OAuthError extends Error {
  readonly code: OAuthCode;

  constructor(code: OAuthCode, description: string = DESCRIPTIONS[code]) {
    super(description);
    this.name = 'OAuthError';
    this.code = code;
  }
}
