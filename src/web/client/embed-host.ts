// Runs in the pages of others that show a post of ours (`/embed.js`): gives its frame the height it asks for.

const MOST = 4_000;

const frames = () => document.querySelectorAll<HTMLIFrameElement>('iframe.nexus-embed');

addEventListener('message', ({ data, origin, source }) => {
  if (data?.type !== 'nexus-embed' || typeof data.height !== 'number') return;
  for (const frame of frames()) {
    const isIts = frame.contentWindow === source && new URL(frame.src).origin === origin;
    if (isIts && data.height > 0) frame.height = String(Math.min(Math.ceil(data.height), MOST));
  }
});

// Those that were ready before this was here.
for (const frame of frames()) frame.contentWindow?.postMessage({ type: 'nexus-embed' }, '*');
