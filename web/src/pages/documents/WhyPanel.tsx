import { Button } from "@mantine/core";
import { CircleCheck, CircleHelp, Copy, Info, OctagonX, TriangleAlert, UsersRound } from "lucide-react";
import { useState } from "react";
import type { Document, IsoDate, Reason } from "@/api/contract";
import { dateText, timeText } from "@/dates/dates";
import { sentence } from "@/numbers/prose";
import { useMay } from "@/shell/business";
import { CompareDialog } from "./CompareDialog";
import { countOf, isOnItsWay, whomText, whyNotMine } from "./approval";
import { checkText } from "./check-text";
import { openDayOf } from "./doubts";
import styles from "./review.module.css";
import { usePeople } from "./use-people";
import { checkLabel, reasonText, stateDetail } from "./words";

const ICONS = { info: Info, warn: TriangleAlert, block: OctagonX };
const ORDER = ["block", "warn", "info"];
type Severity = keyof typeof ICONS;

/** Why a person is asked at all. The first thing to read on the page. */
export function WhyPanel({ document, onPostOn }: { document: Document; onPostOn?: (day: IsoDate) => void }) {
  const { reasons, duplicates, question, state } = document;
  const reviews = useMay()("documents-review");
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
      <Votes document={document} />
      <NotMine document={document} />
      {sorted.length > 0 && (
        <div className={styles.banner} data-severity={sorted[0]?.severity}>
          <div className={styles.reasons}>
            <h2>{reviews ? "Why this needs you" : "What is to be looked at"}</h2>
            <ul>
              {sorted.map((reason) => {
                const Icon = ICONS[reason.severity as Severity] ?? Info;
                return (
                  <li key={reason.code + reason.message} data-severity={reason.severity}>
                    <Icon size={14} aria-hidden />
                    <span className="visually-hidden">{reason.severity}: </span>
                    <span>
                      {reasonText(reason)}
                      <PostOn reason={reason} onPostOn={onPostOn} />
                    </span>
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
            <p>
              {document.page_sizes.length > 0
                ? "The checks hold. Compare what is marked with the page; it still needs someone to approve it."
                : "The checks hold. The values are those of the e-invoice itself; it still needs someone to approve it."}
            </p>
          </div>
        </div>
      )}
      {state.detail && state.name !== "in_review" && !question && <Standing state={state} />}
      <Duplicates document={document} duplicates={duplicates} />
    </>
  );
}

/** Why it stands where it stands; what failed is as loud as a reason against it. */
function Standing({ state }: Pick<Document, "state">) {
  const failed = state.name === "failed";
  const Icon = failed ? OctagonX : Info;
  return (
    <div className={styles.banner} data-severity={failed ? "block" : "info"}>
      <Icon size={17} aria-hidden />
      <div>
        {failed && <strong>It could not be read</strong>}
        <p>{stateDetail(state)}</p>
      </div>
    </div>
  );
}

/** For a closed period: the next open day as a button, so that the way out is one press. */
function PostOn({ reason, onPostOn }: { reason: Reason; onPostOn?: (day: IsoDate) => void }) {
  const day = openDayOf(reason);
  if (!day || !onPostOn) return null;
  return (
    <button type="button" className={styles.link} onClick={() => onPostOn(day)}>
      Post on {dateText(day)}
    </button>
  );
}

/** Who has approved, and whom it still waits for. */
function Votes({ document: { approval } }: { document: Document }) {
  const open = isOnItsWay(approval);
  const people = usePeople(open);
  if (!open) return null;
  return (
    <div className={styles.banner} data-severity="info">
      <UsersRound size={17} aria-hidden />
      <div>
        <strong>
          {countOf(approval)} approved; waits for {whomText(approval, people)}
        </strong>
        {approval?.approved.map(({ name, at }) => (
          <p key={name + at}>
            {name}, {timeText(at)}
          </p>
        ))}
      </div>
    </div>
  );
}

/** Beside a dead button stands why it is dead, not only in its tooltip. */
function NotMine({ document }: { document: Document }) {
  const why = whyNotMine(document);
  if (!why) return null;
  return (
    <div className={styles.banner} data-severity="info">
      <Info size={17} aria-hidden />
      <div>
        <strong>{sentence(why)}</strong>
      </div>
    </div>
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
              <small>{checkText(check)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
