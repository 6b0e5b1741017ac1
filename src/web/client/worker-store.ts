// Answers of the server as a cache can keep them.

/** A copy whose `Vary: *`, which forbids keeping, is gone; its policy and nonce stay. */
export async function storable(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.delete('Vary');
  // The body has been decoded.
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  return new Response(await response.blob(), { status: response.status, headers });
}
