/** Whether an id is of something newer. Ids are decimal numbers too long for a number of JavaScript. */
export const isNewer = (id: string, than: string): boolean =>
  id.length === than.length ? id > than : id.length > than.length;
