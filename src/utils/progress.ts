// A progress bar on a terminal; one line at the end elsewhere.

import { Presets, SingleBar } from 'cli-progress';

export interface ProgressBar {
  /** Shows that `done` of `all` are done; the bar appears with the first call. */
  update(done: number, all: number): void;
  stop(): void;
}

/** Makes a bar with a name; nothing is shown until there is progress to show. */
export function progressBar(name: string): ProgressBar {
  const format = `${name} {bar} {percentage}% | {value}/{total} | {eta_formatted}`;
  const bar = new SingleBar(
    { format, hideCursor: true, noTTYOutput: false, stream: process.stderr },
    Presets.shades_classic,
  );
  let shown = false;
  return {
    update(done, all) {
      if (!shown) bar.start(all, 0);
      shown = true;
      bar.update(done);
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}
