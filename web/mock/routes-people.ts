/** Session, settings, audit. */
import type { NewApiKey, NewUser, PolicyInForce, UserChange } from "../src/api/contract";
import * as people from "./people";
import { newId } from "./random";
import { Refusal, type Route } from "./server";

const page = (items: unknown[]) => ({ body: { items, next_cursor: null, total: items.length } });
const euros = (amount: number) => ({ minor: amount * 100, currency: "EUR" });
let policy: PolicyInForce = {
  version: 1,
  policy: {
    self_approval_limit: euros(1000),
    rules: [
      {
        name: "Large bills",
        when: { kinds: ["invoice"], min_amount: euros(5000), max_amount: null, confidence_below: null, party_known: null, accounts: [] },
        approvers: { roles: ["admin"], persons: [], count: 1 },
      },
    ],
    automatic: [{ name: "Small and sure", enabled: false, kinds: [], max_amount: euros(50), min_confidence: 0.98 }],
  },
};

export const peopleRoutes: Route[] = [
  [
    "GET",
    "/setup",
    () => ({
      body: {
        needed: people.setup.needed && !people.setup.done,
        demo: { email: "anna@lindenhof.example", password: "demo-demo-demo" },
        version: "0.1.0",
      },
    }),
  ],
  [
    "POST",
    "/setup",
    () => {
      people.setup.done = true;
      const user = people.users[0] as (typeof people.users)[number];
      people.become(user);
      return { body: people.sessionOf(user) };
    },
  ],
  [
    "GET",
    "/session",
    () => {
      const user = people.signedIn();
      if (!user) throw new Refusal(401, "auth.required", "Nobody is signed in.");
      return { body: people.sessionOf(user) };
    },
  ],
  [
    "POST",
    "/session",
    ({ body }) => {
      const user = people.users.find((candidate) => candidate.email === body.email);
      if (!user || body.password !== "demo-demo-demo") {
        throw new Refusal(401, "auth.wrong", "The address or the password is not right.");
      }
      people.become(user);
      return { body: people.sessionOf(user) };
    },
  ],
  ["DELETE", "/session", () => (people.become(null), {})],
  ["GET", "/users", () => page(people.users)],
  [
    "POST",
    "/users",
    ({ body }) => {
      const input = body as unknown as NewUser;
      if (people.users.some((user) => user.email === input.email)) {
        throw new Refusal(422, "validation", "This address is taken.", [
          { field: "email", code: "taken", message: "Someone has this address already" },
        ]);
      }
      const { name, email, grants } = input;
      const user = { id: newId(5), name, email, grants, active: true, last_seen_at: null, created_at: new Date().toISOString() };
      people.users.push(user);
      people.note("user.created", "user", user.id, { name, email });
      return { body: user };
    },
  ],
  [
    "PATCH",
    "/users/{id}",
    ({ path, body }) => {
      const user = people.users.find((candidate) => candidate.id === path.id);
      if (!user) throw new Refusal(404, "not_found", "No such user.");
      const { password: _password, ...change } = body as UserChange;
      return { body: Object.assign(user, change) };
    },
  ],
  ["GET", "/api-keys", () => page(people.apiKeys)],
  [
    "POST",
    "/api-keys",
    ({ body }) => {
      const { name, scopes = [], business_id } = body as unknown as NewApiKey;
      const key = `pac_live_${newId(9).replace(/-/g, "")}`;
      const row = { id: newId(6), name, scopes, business_id, prefix: key.slice(0, 13), created_at: new Date().toISOString(), last_used_at: null, expires_at: null };
      people.apiKeys.push(row);
      return { body: { ...row, key } };
    },
  ],
  [
    "DELETE",
    "/api-keys/{id}",
    ({ path }) => {
      people.apiKeys.splice(people.apiKeys.findIndex((key) => key.id === path.id), 1);
      return {};
    },
  ],
  [
    "GET",
    "/sessions",
    () =>
      page([
        { id: newId(10), created_at: new Date().toISOString(), last_seen_at: new Date().toISOString(), user_agent: "Chromium on Linux", address: "127.0.0.1", current: true },
        { id: newId(10), created_at: "2026-11-01T08:00:00Z", last_seen_at: "2026-11-20T18:11:00Z", user_agent: "Safari on iPhone", address: "10.0.0.7", current: false },
      ]),
  ],
  ["DELETE", "/sessions/{id}", () => ({})],
  [
    "POST",
    "/me/password",
    ({ body }) => {
      if (body.current !== "demo-demo-demo") {
        throw new Refusal(422, "validation", "The current password is not right.", [
          { field: "current", code: "wrong", message: "This is not your current password" },
        ]);
      }
      return {};
    },
  ],
  ["GET", "/businesses", () => page(people.businesses)],
  [
    "PATCH",
    "/businesses/{b}",
    ({ path, body }) => {
      const business = people.businesses.find((candidate) => candidate.id === path.b);
      if (!business) throw new Refusal(404, "not_found", "No such business.");
      return { body: Object.assign(business, body, { version: business.version + 1 }) };
    },
  ],
  ["GET", "/businesses/{b}/periods", () => page(people.periods)],
  [
    "POST",
    "/businesses/{b}/periods/{id}/close",
    ({ path }) => {
      const period = people.periods.find((candidate) => candidate.id === path.id);
      return { body: Object.assign(period ?? {}, { status: "closed" }) };
    },
  ],
  [
    "POST",
    "/businesses/{b}/periods/{id}/reopen",
    ({ path }) => {
      const period = people.periods.find((candidate) => candidate.id === path.id);
      return { body: Object.assign(period ?? {}, { status: "open" }) };
    },
  ],
  ["GET", "/businesses/{b}/approval-policy", () => ({ body: policy })],
  [
    "PUT",
    "/businesses/{b}/approval-policy",
    ({ body }) => {
      policy = { policy: body.policy as PolicyInForce["policy"], version: policy.version + 1 };
      return { body: policy };
    },
  ],
  [
    "GET",
    "/audit",
    ({ query }) => {
      const action = query.get("action");
      const subject = query.get("subject_id");
      return page(
        people.audit.filter((row) => (!action || row.action.startsWith(action)) && (!subject || row.subject_id === subject)),
      );
    },
  ],
  ["GET", "/jobs", () => page([])],
];
