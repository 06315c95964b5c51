/** A budget while it is written: its rows, why it cannot be saved yet, what others saved meanwhile, and the saving. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useReducer, useState } from "react";
import { budgetQuery, budgetReportQuery, budgetsQuery, isStaleBudget, setBudget } from "@/api/budgets";
import type { Budget } from "@/api/contract";
import { profitLossQuery } from "@/api/reports";
import { tell } from "@/components/notify";
import { dateText, endOfMonth, today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { budgetRows, emptyBudget, inputOf, obstacle, rowsOf, rowsOfActuals, usedRows } from "./rows";
import { monthsFrom, spanOfYear } from "./years";

export function useBudgetDraft(year: number, saved: Budget | null) {
  const { base_currency: currency } = useBusiness();
  const [state, dispatch] = useReducer(budgetRows, saved, (budget) => budgetRows(emptyBudget, { type: "load", budget }));
  const [seen, setSeen] = useState(saved?.version ?? 0);
  const [reason, setReason] = useState("");
  const { rows, past } = state;
  /** Takes up what was saved, and drops what was typed. */
  const reload = (budget: Budget | null) => {
    dispatch({ type: "load", budget });
    setSeen(budget?.version ?? 0);
  };
  const nothing = usedRows(rows).length === 0 && seen === 0 ? "The budget has no rows yet." : null;
  return { year, currency, rows, dispatch, seen, setSeen, reason, setReason, reload, canUndo: past.length > 0, dirty: past.length > 0, why: obstacle(rows) ?? nothing };
}
export type BudgetDraft = ReturnType<typeof useBudgetDraft>;

/** Saves the draft over the version it was made from; a version that came between is refused by the server. */
export function useSaving({ year, rows, reason }: BudgetDraft) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [done, setDone] = useState(false);
  const saving = useMutation({
    mutationFn: (version: number) => setBudget(b, year, { version, rows: inputOf(rows), reason: reason.trim() || null }),
    onSuccess: (budget) => {
      tell(`Budget saved as version ${budget.version}`);
      for (const stale of [budgetQuery(b, year).queryKey[0], budgetsQuery(b).queryKey[0], budgetReportQuery(b, {}).queryKey[0]]) {
        void client.invalidateQueries({ queryKey: [stale] });
      }
      setDone(true);
    },
    onError: (error) => {
      if (!isStaleBudget(error)) return;
      void client.invalidateQueries({ queryKey: ["budget"] });
      void client.invalidateQueries({ queryKey: ["budgets"] });
    },
  });
  useEffect(() => {
    // a render later, when nothing is left that leaving the page would lose
    if (done) void navigate({ to: "/reports/budget", search: { year } as never });
  }, [done, year, navigate]);
  return { saving, done };
}

/** Rows to start from: the budget of the year before, or month by month what the books of that year show. */
export function useStart({ year, dispatch }: BudgetDraft, month: number) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (from: "budget" | "actuals") => {
      if (from === "budget") {
        const budget = await client.fetchQuery(budgetQuery(b, year - 1));
        return budget ? rowsOf(budget) : [];
      }
      const firsts = monthsFrom(spanOfYear(year - 1, month).from);
      return rowsOfActuals(
        await Promise.all(firsts.map((first) => client.fetchQuery(profitLossQuery(b, { from: first, to: endOfMonth(first) })))),
      );
    },
    onSuccess: (rows, from) => {
      if (rows.length === 0) return tell("There is nothing to start from in that year");
      dispatch({ type: "start", rows });
      const { to } = spanOfYear(year - 1, month);
      if (from === "actuals" && to > today()) tell(`That year runs until ${dateText(to)}: its last months are as booked so far`);
    },
  });
}
