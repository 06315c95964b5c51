/** What has to be known about the figures of a return beside the figures themselves. */
import { Link } from "@tanstack/react-router";
import { Info, TriangleAlert } from "lucide-react";
import { LATE, LEFT_OUT, type ReturnFigures } from "@/api/returns";
import { useVia } from "@/components/Amount";
import { absolute, isNegative, isZero } from "@/numbers/decimal";
import { amountText, countText } from "@/numbers/format";
import reports from "../reports.module.css";
import styles from "./tax-return.module.css";

/** Lines that no box holds, with the way to them, and lines that came too late for their own return. */
export function LeftOut({ figures: { left_out, late, from, to } }: { figures: ReturnFigures }) {
  const via = useVia();
  return (
    <>
      {left_out > 0 && (
        <p className={styles.notice} data-warn>
          <TriangleAlert size={16} aria-hidden />
          <span>
            {left_out === 1 ? "One line is" : `${countText(left_out)} lines are`} in no box: the form does not tell where{" "}
            {left_out === 1 ? "it goes" : "they go"}.{" "}
            <Link to="/reports/tax-return/lines" search={{ from, to, box: LEFT_OUT, via } as never}>
              {left_out === 1 ? "Show it" : "Show them"}
            </Link>
          </span>
        </p>
      )}
      {late > 0 && (
        <p className={styles.notice}>
          <Info size={16} aria-hidden />
          <span>
            {late === 1 ? "One line belongs" : `${countText(late)} lines belong`} to a period whose return had been filed before, and{" "}
            {late === 1 ? "is" : "are"} declared here.{" "}
            <Link to="/reports/tax-return/lines" search={{ from, to, box: LATE, via } as never}>
              {late === 1 ? "Show it" : "Show them"}
            </Link>
          </span>
        </p>
      )}
    </>
  );
}

/** By how much rounding moves the return away from the books. */
export function Notes({ figures: { rounding, currency } }: { figures: ReturnFigures }) {
  if (isZero(rounding)) return null;
  const size = amountText(absolute(rounding), currency);
  return (
    <p className={reports.footnote}>
      By rounding the boxes declare {size} {isNegative(rounding) ? "less" : "more"} than the books say.
    </p>
  );
}
