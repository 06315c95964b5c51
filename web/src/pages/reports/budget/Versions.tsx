/** Every version of a budget that was ever saved: by whom, when, why. */
import { Link } from "@tanstack/react-router";
import type { BudgetVersion } from "@/api/contract";
import { Badge } from "@/components/Badge";
import { Sheet } from "@/components/Page";
import table from "@/components/table.module.css";
import { timeText } from "@/dates/dates";

interface VersionsProps {
  year: number;
  versions: BudgetVersion[];
  /** The version being looked at. */
  shown: number | undefined;
}
export function Versions({ year, versions, shown }: VersionsProps) {
  if (versions.length === 0) return null;
  return (
    <Sheet title="Versions" flush>
      <div className={table.scroll}>
        <table className={table.table} aria-label="Versions of the budget">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Saved</th>
              <th scope="col" className={table.wide}>
                By
              </th>
              <th scope="col" className={table.wide}>
                Reason
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, created_at, created_by, reason }, at) => (
              <tr key={version} data-link>
                <td className={table.nowrap}>
                  <Link to="/reports/budget/edit" search={{ year, version } as never} aria-current={version === shown ? "true" : undefined}>
                    Version {version}
                  </Link>{" "}
                  {at === 0 && <Badge tone="good">current</Badge>} {version === shown && <Badge tone="info">shown</Badge>}
                </td>
                <td>
                  {timeText(created_at)}
                  <div className={table.under}>{[created_by, reason].filter(Boolean).join(": ")}</div>
                </td>
                <td className={table.wide}>{created_by}</td>
                <td className={`${table.long} ${table.wide}`}>{reason ?? <span className={table.quiet}>None given</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  );
}
