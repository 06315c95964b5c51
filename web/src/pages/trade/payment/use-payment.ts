/** A payment while it is written: its head with what is usual, the items to settle, what the server says it would post. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useReducer, useRef } from "react";
import type { Account } from "@/api/contract";
import { accountsQuery, partyQuery } from "@/api/ledger";
import {
  type OpenItem,
  type Side,
  type Suggestion,
  type SuggestionQuestion,
  allItemsQuery,
  itemQuery,
  paymentPreviewQuery,
  suggestionQuery,
} from "@/api/trade";
import { today } from "@/dates/dates";
import { isNegative, isZero } from "@/numbers/decimal";
import { readPreference } from "@/preferences/preferences";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { keyOfItem, readItems, refOfKey } from "../items";
import { obstacle, whoseOf } from "./left";
import { type PaymentHead, inputOf, leftOf, payment, rowsOf, usedRows } from "./payment-state";

/** What the program uses accounts for on which money moves. */
export const MONEY_ROLES = ["bank", "cash", "card", "clearing", "employee_payable", "owner_drawings"];
const PAUSE_MS = 220;
const NO_ACCOUNTS: Account[] = [];
const NO_ITEMS: OpenItem[] = [];

export const lastAccount = (business: string): string => `payment-account.${business}`;

/** The account used last, else the first one of the bank, that takes the currency. */
export function usualAccount(accounts: Account[], last: string, currency: string): Account | undefined {
  const usable = accounts.filter((account) => account.postable && account.active && MONEY_ROLES.includes(account.role ?? ""));
  const fitting = usable.filter((account) => currency === "" || !account.currency || account.currency === currency);
  return fitting.find(({ id }) => id === last) ?? fitting.find(({ role }) => role === "bank") ?? fitting[0];
}

function begun(side: Side, party: string | undefined) {
  const head: PaymentHead = {
    side,
    party: party ?? null,
    date: today(),
    accountId: null,
    amount: "",
    currency: "",
    fee: "",
    feeAccountId: null,
    writeOffAccountId: null,
    text: "",
    reference: "",
  };
  return { head, settled: {}, dirty: false };
}

export function usePayment() {
  const { id: b, base_currency: base } = useBusiness();
  const [filters] = useFilters();
  const side: Side = filters.side === "payable" ? "payable" : "receivable";
  const [state, dispatch] = useReducer(payment, begun(side, filters.party));
  const { data: accounts = NO_ACCOUNTS } = useQuery(accountsQuery(b));
  const { head: typed, settled, dirty } = state;
  const account =
    accounts.find(({ id }) => id === typed.accountId) ??
    (typed.accountId === null ? usualAccount(accounts, readPreference(lastAccount(b), ""), typed.currency) : undefined);
  const head: PaymentHead = {
    ...typed,
    accountId: account?.id ?? typed.accountId,
    currency: typed.currency || account?.currency || base,
  };
  const preset = usePreset(filters.items, (items) => dispatch({ type: "preset", items }));
  const suggestion = useSuggestion(head, Object.keys(settled).length === 0);
  const { items, loading } = useItems(head, preset, suggestion?.settles.map(({ item }) => item) ?? NO_ITEMS, settled);
  const rows = useMemo(() => rowsOf(items, settled), [items, settled]);
  const why = obstacle(head, rows);
  const preview = usePreview(head, rows, why === null);
  const whose = whoseOf(head, usedRows(rows));
  const { data: party } = useQuery({ ...partyQuery(b, whose ?? ""), enabled: whose !== null });
  const left = preview.fresh?.left ?? leftOf(head, rows);
  return { head, account, rows, loading, dispatch, dirty, why, left, suggestion, preview, party: whose ? (party?.name ?? null) : null };
}
export type Payment = ReturnType<typeof usePayment>;

/** The items an address names, once all of them are there; then they are paid in full. */
function usePreset(text: string | undefined, take: (items: OpenItem[]) => void): OpenItem[] {
  const { id: b } = useBusiness();
  const refs = useMemo(() => readItems(text).map(refOfKey), [text]);
  const found = useQueries({
    queries: refs.map((ref) => itemQuery(b, ref)),
    combine: (results) => ({ items: results.flatMap(({ data }) => data?.item ?? []), settled: results.every(({ isPending }) => !isPending) }),
  });
  const taken = useRef(false);
  useEffect(() => {
    if (refs.length === 0 || !found.settled || taken.current) return;
    taken.current = true;
    take(found.items.filter(({ open }) => !isZero(open)));
  }, [refs, found, take]);
  return found.items;
}

/** The items of the party, with those that were named or suggested and are somebody else's. */
function useItems(head: PaymentHead, preset: OpenItem[], suggested: OpenItem[], settled: object) {
  const { id: b } = useBusiness();
  const { side, party } = head;
  const query = useQuery({ ...allItemsQuery(b, { side, party: party ?? undefined }), enabled: party !== null });
  const items = useMemo(() => {
    const own = (party !== null && query.data) || NO_ITEMS;
    const known = new Map<string, OpenItem>();
    for (const item of [...own, ...preset, ...suggested]) if (!known.has(keyOfItem(item))) known.set(keyOfItem(item), item);
    return [...known.values()].filter((item) => !isZero(item.open) || keyOfItem(item) in settled);
  }, [query.data, party, preset, suggested, settled]);
  return { items, loading: party !== null && query.isPending };
}

const questionOf = ({ side, amount, currency, party, text, date }: PaymentHead): SuggestionQuestion => ({
  side,
  amount,
  currency,
  party: party ?? undefined,
  text: text.trim() || undefined,
  on: date ?? undefined,
});

/** Asks for the suggestion now, for a hand that is faster than the pause in typing. */
export function useAskSuggestion(): (head: PaymentHead) => Promise<Suggestion> {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  return (head) => client.fetchQuery({ ...suggestionQuery(b, questionOf(head)), staleTime: 5000 });
}

/** What the amount may be for; asked as long as a person has settled nothing. */
function useSuggestion(head: PaymentHead, wanted: boolean) {
  const { id: b } = useBusiness();
  const { amount } = head;
  const question = questionOf(head);
  const [late] = useDebouncedValue(JSON.stringify(question), PAUSE_MS);
  const whole = amount !== "" && !isNegative(amount);
  const query = useQuery({
    ...suggestionQuery(b, JSON.parse(late) as SuggestionQuestion),
    enabled: wanted && whole && late === JSON.stringify(question),
    retry: false,
  });
  // kept after it was taken: its items are in the list
  return whole ? query.data : undefined;
}

/** The entry that the payment would be posted as. */
function usePreview(head: PaymentHead, rows: ReturnType<typeof rowsOf>, wanted: boolean) {
  const { id: b } = useBusiness();
  const asked = JSON.stringify(wanted ? inputOf(head, rows) : null);
  const [late] = useDebouncedValue(asked, PAUSE_MS);
  const query = useQuery({ ...paymentPreviewQuery(b, late), enabled: wanted && late !== "null", placeholderData: keepPreviousData });
  const fresh = wanted && late === asked && !query.isPlaceholderData ? query.data : undefined;
  return { data: (wanted && query.data) || undefined, fresh: fresh ?? undefined, error: wanted && late === asked ? query.error : null };
}

/** Whether anything is settled. */
export const settlesNone = ({ rows }: Payment): boolean => usedRows(rows).length === 0;
