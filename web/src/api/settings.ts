/** Users, keys, sessions, business data, periods, policy, audit and jobs. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { addDays } from "@/dates/dates";
import { client, dataOf } from "./client";
import type {
  BusinessChange,
  Id,
  IsoDate,
  NewApiKey,
  NewBusiness,
  NewRate,
  RateFile,
  NewUser,
  Policy,
  PolicyInForce,
  UserChange,
} from "./contract";

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: async () => (await dataOf(client.GET("/api/v1/users"))).items,
});
export const addUser = (body: NewUser) => dataOf(client.POST("/api/v1/users", { body }));
export const changeUser = (id: Id, body: UserChange) =>
  dataOf(client.PATCH("/api/v1/users/{id}", { params: { path: { id } }, body }));

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: async () => (await dataOf(client.GET("/api/v1/api-keys"))).items,
});
export const addApiKey = (body: NewApiKey) => dataOf(client.POST("/api/v1/api-keys", { body }));
export const revokeApiKey = (id: Id) => dataOf(client.DELETE("/api/v1/api-keys/{id}", { params: { path: { id } } }));

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async () => (await dataOf(client.GET("/api/v1/sessions"))).items,
});
export const endSession = (id: Id) => dataOf(client.DELETE("/api/v1/sessions/{id}", { params: { path: { id } } }));
export const changePassword = (body: { current: string; new: string }) =>
  dataOf(client.POST("/api/v1/me/password", { body }));

export const businessesQuery = queryOptions({
  queryKey: ["businesses"],
  queryFn: async () => (await dataOf(client.GET("/api/v1/businesses"))).items,
});
export const addBusiness = (body: NewBusiness) => dataOf(client.POST("/api/v1/businesses", { body }));
export const changeBusiness = (b: Id, body: BusinessChange) =>
  dataOf(client.PATCH("/api/v1/businesses/{business}", { params: { path: { business: b } }, body }));

export const periodsQuery = (b: Id) =>
  queryOptions({
    queryKey: ["periods", b],
    queryFn: async () => (await dataOf(client.GET("/api/v1/businesses/{business}/periods", { params: { path: { business: b } } }))).items,
  });
export const closePeriod = (b: Id, id: Id, reason?: string) =>
  dataOf(
    client.POST("/api/v1/businesses/{business}/periods/{id}/close", {
      params: { path: { business: b, id } },
      body: { reason: reason || null },
    }),
  );
export const reopenPeriod = (b: Id, id: Id, reason: string) =>
  dataOf(
    client.POST("/api/v1/businesses/{business}/periods/{id}/reopen", {
      params: { path: { business: b, id } },
      body: { reason },
    }),
  );

/** Locks a period and those before it for good. `confirm` is its fiscal year, typed by a person. */
export const lockPeriod = (b: Id, id: Id, body: { reason: string; confirm: string }) =>
  dataOf(client.POST("/api/v1/businesses/{business}/periods/{id}/lock", { params: { path: { business: b, id } }, body }));

export const ratesQuery = (from: IsoDate, to: IsoDate) =>
  queryOptions({
    queryKey: ["rates", from, to],
    queryFn: async () => (await dataOf(client.GET("/api/v1/rates", { params: { query: { from, to } } }))).items,
  });
export const addRate = (body: NewRate) => dataOf(client.POST("/api/v1/rates", { body }));
export const importRates = (body: RateFile) => dataOf(client.POST("/api/v1/rates/import", { body }));

export const booksCheckQuery = (b: Id) =>
  queryOptions({
    queryKey: ["books-check", b],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/ledger/check", { params: { path: { business: b } } })),
  });
export const rebuildBalances = (b: Id) =>
  dataOf(client.POST("/api/v1/businesses/{business}/ledger/rebuild-balances", { params: { path: { business: b } } }));

const POLICY = "/api/v1/businesses/{business}/approval-policy";
export const policyQuery = (b: Id) =>
  queryOptions({
    queryKey: ["approval-policy", b],
    queryFn: async () => (await dataOf(client.GET(POLICY, { params: { path: { business: b } } }))) as unknown as PolicyInForce,
  });
export const changePolicy = async (b: Id, version: number, policy: Policy): Promise<PolicyInForce> => {
  const body = { version, policy: policy as unknown as Record<string, never> };
  return (await dataOf(client.PUT(POLICY, { params: { path: { business: b } }, body }))) as unknown as PolicyInForce;
};

export interface AuditFilter {
  business_id?: Id;
  subject_id?: Id;
  action?: string;
  from?: IsoDate;
  to?: IsoDate;
}
export const auditQuery = ({ from, to, ...filter }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter, from, to],
    queryFn: ({ pageParam }) => {
      const span = { from: from && `${from}T00:00:00Z`, to: to && `${addDays(to, 1)}T00:00:00Z` };
      const query = { ...filter, ...span, cursor: pageParam, limit: 100 };
      return dataOf(client.GET("/api/v1/audit", { params: { query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const deadJobsQuery = queryOptions({
  queryKey: ["jobs", "dead"],
  queryFn: async () => (await dataOf(client.GET("/api/v1/jobs"))).items,
});
export const retryJob = (id: Id) => dataOf(client.POST("/api/v1/jobs/{id}/retry", { params: { path: { id } } }));
