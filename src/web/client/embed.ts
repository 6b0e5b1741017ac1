// The script of a post in a frame: tells the page around it how high the post is, whenever that changes or is asked.

const shown = document.querySelector('main')!;

const tell = (): void =>
  parent.postMessage(
    { type: 'nexus-embed', height: Math.ceil(shown.getBoundingClientRect().height) },
    // Whoever shows it may know how high it is.
    '*',
  );

new ResizeObserver(tell).observe(shown);
addEventListener('message', ({ data }) => {
  if (data?.type === 'nexus-embed') tell();
});
