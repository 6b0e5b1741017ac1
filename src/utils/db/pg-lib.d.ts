// A part of `pg` that it exports, and whose types it does not.

declare module 'pg/lib/utils.js' {
  const utils: {
    /** The text, or the bytes, by which PostgreSQL is told a value. */
    prepareValue(value: unknown): string | Buffer | null;
  };
  export default utils;
}
