/** The database of this folder of this host: another copy of the page beside it keeps its own. */
export const DATABASE = `pathstar ${new URL('./', document.baseURI).pathname}`;

/** Whether an earlier visit may have kept something; also where the browser does not tell. */
export async function mayHaveKept(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
  } catch {
    return true;
  }
}
