import type { ReturnPeriod, TaxForm } from "@/api/returns";
import { dateText, dayOf, timeText } from "@/dates/dates";
import { PeriodBadge } from "./Periods";
import styles from "./tax-return.module.css";

/** What the form is called here and there, and how the return of this period stands. */
export function FormHead({ form, period }: { form: TaxForm; period: ReturnPeriod }) {
  const { filing, due } = period;
  return (
    <div className={styles.head}>
      <h2>
        {form.english} {form.title !== form.english && <span>{form.title}</span>}
      </h2>
      <p>
        <PeriodBadge period={period} /> {due && <span>Due {dateText(due)}</span>}
      </p>
      {filing && (
        <p>
          Filed {timeText(filing.filed_at)} by {filing.filed_by}
          {filing.reference && `, reference ${filing.reference}`}
          {filing.withdrawn_at && (
            <>
              . Withdrawn on {dateText(dayOf(filing.withdrawn_at))}
              {filing.withdrawn_by && ` by ${filing.withdrawn_by}`}
              {filing.withdrawn_reason && `: ${filing.withdrawn_reason}`}
            </>
          )}
        </p>
      )}
    </div>
  );
}
