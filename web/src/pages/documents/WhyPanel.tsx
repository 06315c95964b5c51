import { Button } from "@mantine/core";
import { CircleCheck, CircleHelp, Copy, Info, OctagonX, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Document } from "@/api/contract";
import { timeText } from "@/dates/dates";
import { CompareDialog } from "./CompareDialog";
import styles from "./review.module.css";
import { usePeople } from "./use-people";
import { checkLabel, reasonText, sentence, stateDetail } from "./words";

const ICONS = { info: Info, warn: TriangleAlert, block: OctagonX };
const ORDER = ["block", "warn", "info"];
type Severity = keyof typeof ICONS;

/** Why a person is asked at all. The first thing to read on the page. */
export function WhyPanel({ document }: { document: Document }) {
  const { reasons, duplicates, question, state } = document;
  const sorted = reasons.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <>
      {question && (
        <div className={styles.banner} data-severity="warn">
          <CircleHelp size={17} aria-hidden />
          <div>
            <strong>{question.text}</strong>
            <p>
              <AskedOf id={question.of} />, {timeText(question.asked_at)}
            </p>
          </div>
        </div>
      )}
      {sorted.length > 0 && (
        <div className={styles.banner} data-severity={sorted[0]?.severity}>
          <div className={styles.reasons}>
            <h2>Why this needs you</h2>
            <ul>
              {sorted.map((reason) => {
                const Icon = ICONS[reason.severity as Severity] ?? Info;
                return (
                  <li key={reason.code + reason.message} data-severity={reason.severity}>
                    <Icon size={14} aria-hidden />
                    <span className="visually-hidden">{reason.severity}: </span>
                    {reasonText(reason)}
                  </li>
                );
              })}
            </ul>
          </div>
        </div>
      )}
      {sorted.length === 0 && state.name === "in_review" && (
        <div className={styles.banner} data-severity="good">
          <CircleCheck size={17} aria-hidden />
          <div>
            <strong>Nothing stands against it</strong>
            <p>The checks hold. Compare what is marked with the page; it still needs someone to approve it.</p>
          </div>
        </div>
      )}
      {state.detail && state.name !== "in_review" && !question && <p className={styles.detail}>{stateDetail(state)}</p>}
      <Duplicates document={document} duplicates={duplicates} />
    </>
  );
}

/** Whom a question was put to; anybody may answer when nobody is named. */
function AskedOf({ id }: { id: string | null | undefined }) {
  const people = usePeople(Boolean(id));
  return <>{id ? `Asked of ${people.find((person) => person.id === id)?.name ?? "somebody"}` : "Asked of anybody who reviews"}</>;
}

function Duplicates({ document, duplicates }: { document: Document; duplicates: Document["duplicates"] }) {
  const [compare, setCompare] = useState<string | null>(null);
  if (duplicates.length === 0) return null;
  return (
    <>
      {duplicates.map((other) => (
        <div key={other.document_id} className={styles.banner} data-severity="warn">
          <Copy size={17} aria-hidden />
          <div>
            <strong>May be the same as {other.file_name}</strong>
            <p>
              {sentence(other.why)} ({other.score}% alike)
            </p>
          </div>
          <Button size="compact-sm" variant="default" onClick={() => setCompare(other.document_id)}>
            Compare
          </Button>
        </div>
      ))}
      {compare && <CompareDialog document={document} otherId={compare} onClose={() => setCompare(null)} />}
    </>
  );
}

/** The sums and rules that were tried on the facts, those that failed first. */
export function Checks({ checks }: { checks: Document["checks"] }) {
  if (checks.length === 0) return null;
  const sorted = checks.toSorted((a, b) => Number(a.holds) - Number(b.holds));
  return (
    <section className={styles.section} aria-label="Checks">
      <h2>Checks</h2>
      <ul className={styles.checks}>
        {sorted.map((check) => (
          <li key={check.name + check.detail} data-holds={check.holds}>
            {check.holds ? <CircleCheck size={14} aria-label="Holds" /> : <OctagonX size={14} aria-label="Fails" />}
            <span>
              {checkLabel(check.name)}
              <small>{sentence(check.detail)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
