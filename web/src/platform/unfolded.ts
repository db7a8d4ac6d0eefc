/* What stays unfolded over a reload that the page itself causes: what the reload was for is said there. */
const KEY = 'pathstar-unfolded';

/** The fold of the race's numbers, and of what is said of its engine. */
export const NUMBERS = 'race-numbers';

export function keepUnfolded(name: string | null): void {
  try {
    if (name === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, name);
  } catch {
    /* Storage is blocked: it is folded, and opens by its button. */
  }
}

export function isKeptUnfolded(name: string): boolean {
  try {
    return sessionStorage.getItem(KEY) === name;
  } catch {
    return false;
  }
}
