// The image's health check: exit code 0 when this container's Nexus can serve. The image has no curl, and needs none.
// Without a port it asks the web process; `health.ts 3001` asks what answers there.

const port = process.argv[2] ?? process.env.PORT ?? '3000';
const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(8000) }).catch(
  () => undefined,
);
process.exitCode = answer?.ok ? 0 : 1;
