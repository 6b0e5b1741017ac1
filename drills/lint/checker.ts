// The words of the drill `lint`.

/** One kind of shipped file, and the program that knows whether it is well made. */
export interface Checker {
  /** "workflows". */
  readonly name: string;
  /** What is wrong with the files of this kind below a folder that looks like the repository. */
  faults(root: string): Promise<readonly string[]>;
  /** A fault to plant, to see that it is found: in this file, this text becomes that. */
  readonly plant: { readonly file: string; readonly text: string; readonly becomes: string };
}
