// Why an outgoing request came to nothing: a closed set, so that whoever words it for people words them all.

export type Refusal =
  | 'address' // not an address at all
  | 'scheme' // neither http nor https
  | 'credentials' // a name or password in the address
  | 'port' // a port that public sites do not use
  | 'private' // leads to a network that is not public
  | 'unknown-host' // the name has no address
  | 'unreachable' // nobody answers, or the connection broke
  | 'certificate' // the certificate is not good for this name
  | 'slow' // not done in time
  | 'too-large' // more than was asked for, also after decompression
  | 'redirects' // sent on too often
  | 'malformed'; // an answer that is not HTTP, or packed in a way we do not know

const MESSAGES: Readonly<Record<Refusal, string>> = {
  address: 'This is not an address of the web',
  scheme: 'The address must begin with http:// or https://',
  credentials: 'The address must not hold a name or password',
  port: 'The address names a port that is not allowed',
  private: 'The address leads to a private network',
  'unknown-host': 'There is no server of this name',
  unreachable: 'The server cannot be reached',
  certificate: 'The certificate of the server is not valid',
  slow: 'The server takes too long',
  'too-large': 'The answer is too large',
  redirects: 'The server redirects too often',
  malformed: 'The answer cannot be understood',
};

/** Thrown by `httpFetch`. The message may be shown to people: it tells nothing of our network. */
export class FetchRefused extends Error {
  readonly reason: Refusal;

  constructor(reason: Refusal, cause?: unknown) {
    super(MESSAGES[reason], { cause });
    this.name = 'FetchRefused';
    this.reason = reason;
  }
}

const CERTIFICATE = /^(ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;
const UNKNOWN_HOST = /^(ENOTFOUND|EAI_|ENODATA)/;
const MALFORMED = /^(HPE_|Z_|ERR__ERROR_|ERR_BROTLI|ERR_HTTP|ERR_STREAM_PREMATURE_CLOSE)/;

const UNREACHABLE = /^(E[A-Z]+$|ERR_SSL_|ERR_SOCKET_)/;

/** What Node calls a failure, in our words. An error of another kind is a mistake of ours and stays what it is. */
export function refusalOf(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (error instanceof FetchRefused || typeof code !== 'string') return error;
  if (code === 'HPE_HEADER_OVERFLOW') return new FetchRefused('too-large', error);
  if (CERTIFICATE.test(code)) return new FetchRefused('certificate', error);
  if (UNKNOWN_HOST.test(code)) return new FetchRefused('unknown-host', error);
  if (MALFORMED.test(code)) return new FetchRefused('malformed', error);
  return UNREACHABLE.test(code) ? new FetchRefused('unreachable', error) : error;
}
