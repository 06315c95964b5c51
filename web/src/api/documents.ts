/** Documents: the queue, one document, and every decision about it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { API, client, dataOf } from "./client";
import type { Colleague, Correction, Document, DocumentGroup, Id, IsoDate } from "./contract";

export interface QueueFilter {
  group: DocumentGroup;
  q?: string;
}

export const documentsQuery = (b: Id, filter: QueueFilter) =>
  infiniteQueryOptions({
    queryKey: ["documents", b, filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET("/api/v1/businesses/{business}/documents", {
          params: {
            path: { business: b },
            query: { group: filter.group, q: filter.q || undefined, cursor: pageParam, limit: 100 },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** Documents of a group dated up to a day; those whose date is not known yet are among them. */
export const documentsBefore = (b: Id, group: DocumentGroup, until: IsoDate) =>
  queryOptions({
    queryKey: ["documents", b, "before", group, until],
    queryFn: async () => {
      const query = { group, limit: 200 };
      const { items } = await dataOf(client.GET("/api/v1/businesses/{business}/documents", { params: { path: { business: b }, query } }));
      return items.filter(({ date }) => !date || date <= until);
    },
  });

export const documentQuery = (b: Id, id: Id) =>
  queryOptions({
    queryKey: ["document", b, id],
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/documents/{id}", { params: { path: { business: b, id } } })),
  });

export const wordsQuery = (b: Id, id: Id, n: number) =>
  queryOptions({
    queryKey: ["words", b, id, n],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const params = { path: { business: b, id, page: n } };
      return (await dataOf(client.GET("/api/v1/businesses/{business}/documents/{id}/pages/{page}/words", { params }))).items;
    },
  });

export const runQuery = (b: Id, id: Id) =>
  queryOptions({
    queryKey: ["run", b, id],
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/documents/{id}/run", { params: { path: { business: b, id } } })),
  });

export const pageImage = (b: Id, id: Id, page: number, width: number): string =>
  `${API}/businesses/${b}/documents/${id}/pages/${page}/image?width=${width}`;
export const originalFile = (b: Id, id: Id): string => `${API}/businesses/${b}/documents/${id}/file`;

type Sent = Promise<Document>;
const at = (b: Id, id: Id) => ({ path: { business: b, id } });

/** What a correction would do to the proposal; nothing is kept. */
export const previewCorrection = (b: Id, id: Id, body: Correction): Sent =>
  dataOf(
    client.POST("/api/v1/businesses/{business}/documents/{id}/correct", { params: { ...at(b, id), query: { dry_run: 1 } }, body }),
  );
export const correct = (b: Id, id: Id, body: Correction): Sent =>
  dataOf(client.POST("/api/v1/businesses/{business}/documents/{id}/correct", { params: at(b, id), body }));

/** A decision about a document, with what it needs to be told. */
export type Decision =
  | { kind: "approve"; note?: string }
  | { kind: "reject"; reason: string }
  | { kind: "park"; note: string; until?: string }
  | { kind: "resume" }
  | { kind: "ask"; question: string; of_user_id?: Id }
  | { kind: "answer"; answer: string }
  | { kind: "split"; page_groups: number[][] }
  | { kind: "retry" }
  | { kind: "release" }
  | { kind: "enter-by-hand" }
  | { kind: "reverse"; date: IsoDate; reason: string; rebook: boolean }
  | { kind: "cancel"; reason: string };

/** The document as it is then; approvals and reversals also say whether they are done or wait for others. */
export function decide(b: Id, id: Id, version: number, decision: Decision): Promise<Document & { outcome?: string }> {
  const { kind, ...rest } = decision;
  const params = at(b, id);
  const body = { version, ...rest } as never;
  return dataOf(client.POST(`/api/v1/businesses/{business}/documents/{id}/${kind}`, { params, body }));
}

export const peopleQuery = (b: Id) =>
  queryOptions({
    queryKey: ["people", b],
    staleTime: 60_000,
    queryFn: async (): Promise<Colleague[]> =>
      (await dataOf(client.GET("/api/v1/businesses/{business}/people", { params: { path: { business: b } } }))).items,
  });
