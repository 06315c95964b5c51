/** What a program may be allowed to do. */
export const SCOPES = [
  { value: "documents-upload", label: "Send documents" },
  { value: "documents-read", label: "Read documents" },
  { value: "documents-approve", label: "Approve documents" },
  { value: "ledger-read", label: "Read accounts and entries" },
  { value: "entries-post", label: "Post entries" },
  { value: "reports-read", label: "Read reports" },
];
export const scopeLabel = (scope: string): string => SCOPES.find(({ value }) => value === scope)?.label ?? scope;
