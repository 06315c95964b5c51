import { Button, Checkbox, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  type ExpandedState,
  createColumnHelper,
  createExpandedRowModel,
  rowExpandingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { ChevronDown, ChevronRight, Pencil, Plus, Search } from "lucide-react";
import { useMemo, useState } from "react";
import type { Account } from "@/api/contract";
import { accountsQuery } from "@/api/ledger";
import { FigureLink } from "@/components/Amount";
import { DateField } from "@/components/DateField";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText, today } from "@/dates/dates";
import { isZero, sumOf } from "@/numbers/decimal";
import { sentence } from "@/numbers/prose";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { AccountDialog } from "./AccountDialog";
import styles from "./ledger.module.css";

type Node = Account & { children: Node[] };
const features = tableFeatures({ rowExpandingFeature, expandedRowModel: createExpandedRowModel() });
const helper = createColumnHelper<typeof features, Node>();
const COLUMNS = helper.columns([helper.accessor("code", { header: "Account" })]);

/** Accounts under their parents, in the order of their numbers. */
export function treeOf(accounts: Account[], text: string, used = false): Node[] {
  const wanted = text.trim().toLowerCase();
  const hit = (account: Account) =>
    (wanted === "" || `${account.code} ${account.name}`.toLowerCase().includes(wanted)) &&
    (!used || (account.postable && !isZero(account.balance?.amount ?? "0")));
  const sorted = accounts.toSorted((a, b) => a.code.localeCompare(b.code, "en", { numeric: false }));
  const under = (parent: string | null): Node[] =>
    sorted
      .filter((account) => (account.parent_id ?? null) === parent)
      .map((account) => withSum({ ...account, children: under(account.id) }))
      .filter((node) => node.children.length > 0 || hit(node));
  const known = new Set(accounts.map((account) => account.id));
  const orphans = sorted.filter((account) => account.parent_id && !known.has(account.parent_id));
  return [...under(null), ...orphans.filter(hit).map((account) => ({ ...account, children: under(account.id) }))];
}

/** A heading shows the sum of what stands under it. */
function withSum(node: Node): Node {
  const parts = node.children.flatMap(({ balance }) => (balance ? [balance] : []));
  const [first] = parts;
  if (node.postable || !first) return node;
  const amount = sumOf(parts.map((part) => part.amount), first.currency);
  const account_ids = parts.flatMap((part) => part.drill?.account_ids ?? []);
  const drill = first.drill ? { ...first.drill, account_ids, part: node.id } : null;
  return { ...node, balance: { amount, currency: first.currency, drill } };
}

export default function AccountsPage() {
  const business = useBusiness();
  const may = useMay();
  const [filters, setFilters] = useFilters();
  const asOf = filters.as_of ?? today();
  const query = useQuery(accountsQuery(business.id, asOf));
  const used = filters.group === "used";
  const since = query.data?.find((account) => account.since)?.since;
  const [editing, setEditing] = useState<Account | "new" | null>(null);
  return (
    <Page
      title="Accounts"
      actions={
        may("chart-manage") && (
          <Button leftSection={<Plus size={16} />} onClick={() => setEditing("new")}>
            New account
          </Button>
        )
      }
    >
      <div className={styles.filters} role="search">
        <TextInput
          label="Find"
          placeholder="Number or name"
          className={styles.find}
          leftSection={<Search size={15} />}
          value={filters.q ?? ""}
          onChange={(event) => setFilters({ q: event.currentTarget.value || undefined })}
        />
        <DateField label="Balances on" value={asOf} onChange={(date) => setFilters({ as_of: date ?? undefined })} />
        <Checkbox
          label="Only with a balance"
          checked={used}
          onChange={(event) => setFilters({ group: event.currentTarget.checked ? "used" : undefined })}
          mb={8}
        />
      </div>
      {since && <p className={styles.basis}>Income and expense since {dateText(since)}, as in the trial balance</p>}
      <Sheet flush>
        <Loaded query={query} rows={14}>
          {(accounts) => (
            <Tree
              accounts={accounts}
              text={filters.q ?? ""}
              used={used}
              currency={business.base_currency}
              onEdit={may("chart-manage") ? setEditing : undefined}
            />
          )}
        </Loaded>
      </Sheet>
      {editing && <AccountDialog account={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

interface TreeProps {
  accounts: Account[];
  text: string;
  used: boolean;
  currency: string;
  onEdit?: (account: Account) => void;
}
function Tree({ accounts, text, used, currency, onEdit }: TreeProps) {
  const data = useMemo(() => treeOf(accounts, text, used), [accounts, text, used]);
  const [expanded, setExpanded] = useState<ExpandedState>(true);
  const tree = useTable({
    features,
    columns: COLUMNS,
    data,
    getRowId: (node) => node.id,
    getSubRows: (node) => node.children,
    state: { expanded: text ? true : expanded },
    onExpandedChange: setExpanded,
  });
  if (data.length === 0) return <Empty title="No account matches" />;
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="Accounts">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={table.wide}>
              Type
            </th>
            <th scope="col" className={table.wide}>
              Tax code
            </th>
            <th scope="col" className={table.figure}>
              Balance {currency}
            </th>
            {onEdit && (
              <th scope="col" className={table.wide}>
                <span className="visually-hidden">Change</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {tree.getRowModel().rows.map((row) => (
            <tr key={row.id} data-link>
              <td style={{ paddingLeft: 18 + row.depth * 22 }}>
                <Name
                  node={row.original}
                  open={row.getCanExpand() ? row.getIsExpanded() : null}
                  onToggle={() => row.toggleExpanded()}
                />
              </td>
              <td className={`${table.wide} ${table.quiet}`}>{sentence(row.original.type)}</td>
              <td className={`${table.wide} ${table.quiet}`}>{row.original.tax_code}</td>
              <td className={`${table.figure} ${isZero(row.original.balance?.amount ?? "0") ? table.quiet : ""}`}>
                <FigureLink figure={row.original.balance} label={row.original.name} sided />
              </td>
              {onEdit && (
                <td className={`${table.wide} ${table.figure}`}>
                  <button type="button" className={styles.toggle} aria-label={`Change ${row.original.name}`} onClick={() => onEdit(row.original)}>
                    <Pencil size={14} aria-hidden />
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Name({ node, open, onToggle }: { node: Node; open: boolean | null; onToggle: () => void }) {
  const label = `${node.code} ${node.name}`;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <span className={styles.tree}>
      {open !== null && (
        <button type="button" className={styles.toggle} aria-expanded={open} aria-label={`Accounts under ${label}`} onClick={onToggle}>
          <Chevron size={15} aria-hidden />
        </button>
      )}
      {node.postable ? (
        <Link to={`/ledger/accounts/${node.id}`} className={node.active ? undefined : styles.inactive}>
          {label}
        </Link>
      ) : (
        <span className={styles.header}>{label}</span>
      )}
    </span>
  );
}
