import { SegmentedControl, Skeleton } from "@mantine/core";
import { type ComponentProps, type ReactNode, Suspense, lazy, useState } from "react";
import { Sheet } from "./Page";

const Chart = lazy(() => import("./Chart"));

interface ChartWithTableProps extends ComponentProps<typeof Chart> {
  title: string;
  headline?: ReactNode;
  /** The same figures as a table; each row leads to what is behind it. */
  table: ReactNode;
}

/** A chart and its twin: the same figures as a table, for copying, for screen readers and for exactness. */
export function ChartWithTable({ title, headline, table, ...chart }: ChartWithTableProps) {
  const [view, setView] = useState("chart");
  return (
    <Sheet
      title={title}
      actions={
        <SegmentedControl
          className="no-print"
          size="xs"
          value={view}
          onChange={setView}
          aria-label={`${title}: show as`}
          data={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
        />
      }
    >
      {headline}
      {view === "table" ? (
        <div style={{ minHeight: chart.height }}>{table}</div>
      ) : (
        <Suspense fallback={<Skeleton height={chart.height} />}>
          <Chart {...chart} />
        </Suspense>
      )}
    </Sheet>
  );
}
