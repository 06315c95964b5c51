import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { type OpenItem, type Side, openItemsQuery } from "@/api/trade";
import { useVia } from "@/components/Amount";
import { boxColumn } from "@/components/BoxColumn";
import { type Column, LongTable } from "@/components/LongTable";
import { Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { type Selection, useSelection } from "@/components/use-selection";
import { today } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { SelectionBar } from "./SelectionBar";
import { itemColumns } from "./item-columns";
import { ageOf, bucketOf, keyOfItem } from "./items";
import { itemFilter, useOwed } from "./use-owed";
import { WORDS } from "./words";

/** The items that are open, with what can be done about several of them. */
export function OpenItems({ side }: { side: Side }) {
  const { id: b } = useBusiness();
  const may = useMay();
  const [filters] = useFilters();
  const { bucket, by, asOf } = useOwed();
  const query = useInfiniteQuery(openItemsQuery(b, itemFilter(side, filters)));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = bucket ? all.filter((item) => bucketOf(ageOf(item, by, asOf ?? today())) === bucket.id) : all;
  const selection = useSelection(rows, keyOfItem);
  const posts = may("ledger-post");
  return (
    <>
      <Sheet flush>
        <Loaded query={query} rows={12}>
          {() =>
            rows.length > 0 || query.hasNextPage ? (
              <Items side={side} rows={rows} query={query} selection={posts ? selection : undefined} />
            ) : (
              <Nothing side={side} />
            )
          }
        </Loaded>
      </Sheet>
      {posts && <SelectionBar side={side} selection={selection} />}
    </>
  );
}

interface ItemsProps {
  side: Side;
  rows: OpenItem[];
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  selection: Selection<OpenItem> | undefined;
}
function Items({ side, rows, query, selection }: ItemsProps) {
  const navigate = useNavigate();
  const via = useVia();
  const more = useCallback(() => void (query.isFetchingNextPage || query.fetchNextPage()), [query]);
  const plain = itemColumns(side, via);
  const columns: Column<OpenItem>[] = selection ? [boxColumn(selection, rows, ({ number }) => number, "Select all items"), ...plain] : plain;
  return (
    <LongTable
      label="Open items"
      columns={columns}
      rows={rows}
      keyOf={keyOfItem}
      hasMore={query.hasNextPage}
      loadMore={more}
      open={({ entry_id }) => void navigate({ to: `/ledger/entries/${entry_id}`, search: { via } as never })}
      selection={selection}
    />
  );
}

function Nothing({ side }: { side: Side }) {
  const { filtered } = useOwed();
  if (filtered) return <Empty title="No item matches">Clear a filter to see more.</Empty>;
  return (
    <Empty title={WORDS[side].nothing}>
      {side === "receivable" ? "An invoice that is posted stands here until it is paid." : "A bill that is approved stands here until it is paid."}
    </Empty>
  );
}
