/** Users, keys, sessions, business data, periods, policy, audit and jobs. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, dataOf } from "./client";
import type { ApprovalPolicy, BusinessChange, Id, NewApiKey, NewBusiness, NewUser, UserChange } from "./contract";

const none = { path: {} };

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: async () => (await dataOf(client.GET("/users", { params: none }))).items,
});
export const addUser = (body: NewUser) => dataOf(client.POST("/users", { params: none, body }));
export const changeUser = (id: Id, body: UserChange) =>
  dataOf(client.PATCH("/users/{id}", { params: { path: { id } }, body }));

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: async () => (await dataOf(client.GET("/api-keys", { params: none }))).items,
});
export const addApiKey = (body: NewApiKey) => dataOf(client.POST("/api-keys", { params: none, body }));
export const revokeApiKey = (id: Id) => dataOf(client.DELETE("/api-keys/{id}", { params: { path: { id } } }));

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async () => (await dataOf(client.GET("/sessions", { params: none }))).items,
});
export const endSession = (id: Id) => dataOf(client.DELETE("/sessions/{id}", { params: { path: { id } } }));
export const changePassword = (body: { current: string; new: string }) =>
  dataOf(client.POST("/me/password", { params: none, body }));

export const businessesQuery = queryOptions({
  queryKey: ["businesses"],
  queryFn: async () => (await dataOf(client.GET("/businesses", { params: none }))).items,
});
export const addBusiness = (body: NewBusiness) => dataOf(client.POST("/businesses", { params: none, body }));
export const changeBusiness = (b: Id, version: number, body: BusinessChange) =>
  dataOf(
    client.PATCH("/businesses/{b}", { params: { path: { b } }, headers: { "If-Match": String(version) }, body }),
  );

export const periodsQuery = (b: Id) =>
  queryOptions({
    queryKey: ["periods", b],
    queryFn: async () => (await dataOf(client.GET("/businesses/{b}/periods", { params: { path: { b } } }))).items,
  });
export const closePeriod = (b: Id, id: Id) =>
  dataOf(client.POST("/businesses/{b}/periods/{id}/close", { params: { path: { b, id } } }));
export const reopenPeriod = (b: Id, id: Id, reason: string) =>
  dataOf(client.POST("/businesses/{b}/periods/{id}/reopen", { params: { path: { b, id } }, body: { reason } }));

export const policyQuery = (b: Id) =>
  queryOptions({
    queryKey: ["approval-policy", b],
    queryFn: () => dataOf(client.GET("/businesses/{b}/approval-policy", { params: { path: { b } } })),
  });
export const changePolicy = (b: Id, body: ApprovalPolicy) =>
  dataOf(client.PUT("/businesses/{b}/approval-policy", { params: { path: { b } }, body }));

export interface AuditFilter {
  subject_id?: string;
  action?: string;
  from?: string;
  to?: string;
}
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam }) =>
      dataOf(client.GET("/audit", { params: { path: {}, query: { ...filter, cursor: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const deadJobsQuery = queryOptions({
  queryKey: ["jobs", "dead"],
  queryFn: async () => (await dataOf(client.GET("/jobs", { params: { path: {}, query: { state: "dead" } } }))).items,
});
export const retryJob = (id: Id) => dataOf(client.POST("/jobs/{id}/retry", { params: { path: { id } } }));
