/** Budgets: the years that have one, one of them in any of its versions, and the report that sets it beside the books. */
import { queryOptions } from "@tanstack/react-query";
import { client, dataOf } from "./client";
import type { Budget, Id, IsoDate, NewBudget } from "./contract";
import { isApiError } from "./errors";

export const budgetsQuery = (b: Id) =>
  queryOptions({
    queryKey: ["budgets", b],
    queryFn: async () => (await dataOf(client.GET("/api/v1/businesses/{business}/budgets", { params: { path: { business: b } } }))).items,
  });

/** A budget of a year, or null when none was made; without a version the one that holds. */
export const budgetQuery = (b: Id, year: number, version?: number) =>
  queryOptions({
    queryKey: ["budget", b, year, version ?? null],
    queryFn: async (): Promise<Budget | null> => {
      const params = { path: { business: b, year }, query: { version } };
      try {
        return await dataOf(client.GET("/api/v1/businesses/{business}/budgets/{year}", { params }));
      } catch (error) {
        if (isNoBudget(error) && version === undefined) return null;
        throw error;
      }
    },
  });

export interface BudgetQuestion {
  year?: number;
  to?: IsoDate;
  department?: string;
}
export const budgetReportQuery = (b: Id, question: BudgetQuestion) =>
  queryOptions({
    queryKey: ["report", b, "budget", question],
    queryFn: () =>
      dataOf(client.GET("/api/v1/businesses/{business}/reports/budget", { params: { path: { business: b }, query: { ...question } } })),
  });

/** Sets all rows of a year; refused with `budget.stale` when somebody else was faster. */
export const setBudget = (b: Id, year: number, body: NewBudget) =>
  dataOf(client.PUT("/api/v1/businesses/{business}/budgets/{year}", { params: { path: { business: b, year } }, body }));

export const isNoBudget = (error: unknown): boolean => isApiError(error) && error.code === "budget.unknown_budget";
export const isStaleBudget = (error: unknown): boolean => isApiError(error) && error.code === "budget.stale";
