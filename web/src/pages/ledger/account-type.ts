/** What type a new account will be: that of its neighbours in the chart, which numbers order by kind. */
import type { Account } from "@/api/contract";

/** How many signs two numbers share at their beginning. */
function shared(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/**
 * The account whose number is nearest: the longest common beginning decides, then the next lower number, as in a chart
 * the accounts of a group follow its heading. Null while the number says nothing.
 */
export function neighbourOf(code: string, accounts: Account[]): Account | null {
  if (code === "") return null;
  let best: { account: Account; length: number } | null = null;
  for (const account of accounts.toSorted((a, b) => a.code.localeCompare(b.code, "en"))) {
    const length = shared(code, account.code);
    if (length === 0) continue;
    const nearer = !best || length > best.length || (length === best.length && account.code <= code);
    if (nearer) best = { account, length };
  }
  return best?.account ?? null;
}

/** The heading a new account is offered: the neighbour itself when it is one, else the one the neighbour stands under. */
export function headingOf(code: string, accounts: Account[]): Account | null {
  const neighbour = neighbourOf(code, accounts);
  if (!neighbour) return null;
  if (!neighbour.postable) return neighbour;
  return accounts.find(({ id }) => id === neighbour.parent_id) ?? null;
}
