import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX, MessagesSquare } from "lucide-react";
import type { Run, RunStep } from "@/api/contract";
import { documentQuery, runQuery } from "@/api/documents";
import { StateBadge } from "@/components/Badge";
import { FoldedChanges } from "@/components/Changes";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { timeText } from "@/dates/dates";
import { durationText } from "@/numbers/format";
import { sentence } from "@/numbers/prose";
import { useBusiness } from "@/shell/business";
import { usePathPart } from "@/shell/filters";
import { readable } from "./run-data";
import styles from "./run.module.css";
import { stageLabel } from "./words";

/** The run of a document as a story: who did what, with what in hand, how long it took, and what was said. */
export default function RunPage() {
  const { id: b } = useBusiness();
  const id = usePathPart("documentId");
  const document = useQuery(documentQuery(b, id));
  const working = atWork(document.data?.state.name);
  const run = useQuery({ ...runQuery(b, id), refetchInterval: working ? 2000 : false });
  const name = document.data?.file_name ?? "Run";
  return (
    <Page
      title={`How ${name} was read`}
      width="narrow"
      back={{ to: `/documents/${id}`, label: "The document" }}
      note={document.data && <StateBadge name={document.data.state.name} />}
    >
      <Loaded query={run}>{(data) => <Story run={data} />}</Loaded>
    </Page>
  );
}

/** A run is over when a person has the document, or it has been decided. */
const atWork = (state: string | undefined): boolean => ["arrived", "read", "extracted", "classified"].includes(state ?? "");

function Story({ run }: { run: Run }) {
  if (run.steps.length === 0) return <Empty title="Nothing has happened yet">The document waits for its turn.</Empty>;
  const spent = run.steps.reduce((sum, step) => sum + (step.milliseconds ?? 0), 0);
  const tries = run.steps.filter((step) => step.attempt > 1).length;
  return (
    <Sheet>
      <p className={styles.summary}>
        {run.steps.length} steps, {durationText(spent)} of work
        {tries > 0 && `, ${tries} of them done again`}.
      </p>
      <ol className={styles.story}>
        {run.steps.map((step) => (
          <Step key={step.seq} step={step} />
        ))}
      </ol>
    </Sheet>
  );
}

function Step({ step }: { step: RunStep }) {
  const failed = step.status === "failed";
  const Icon = failed ? CircleX : CircleCheck;
  return (
    <li className={styles.step} data-status={step.status}>
      <span className={styles.icon}>
        <Icon size={17} aria-label={failed ? "Failed" : "Done"} />
      </span>
      <div className={styles.head}>
        <h2>{stageLabel(step.stage)}</h2>
        <span>
          {step.stage === "arrive" ? step.agent.name : `${sentence(step.agent.name)} ${step.agent.version}`}
          {step.attempt > 1 && `, attempt ${step.attempt}`}
        </span>
        <time dateTime={step.started_at} title={timeText(step.started_at)}>
          {durationText(step.milliseconds)}
        </time>
      </div>
      <p className={styles.text}>{sentence(step.summary)}</p>
      {step.error && (
        <p className={styles.error}>
          {sentence(step.error.message)} <code>{step.error.code}</code>
        </p>
      )}
      {step.messages.length > 0 && <Messages step={step} />}
      <div className={styles.data}>
        <FoldedChanges title="What went in" after={readable(step.input)} />
        <FoldedChanges title="What came out" after={readable(step.output)} />
      </div>
    </li>
  );
}

function Messages({ step: { messages, summary } }: { step: RunStep }) {
  const telling = messages.some(({ text }) => text !== summary); // often the message only hands on the summary above
  return (
    <details className={styles.messages} open={telling && messages.length <= 4}>
      <summary>
        <MessagesSquare size={14} aria-hidden /> Handed on
      </summary>
      {messages.map((message) => (
        <blockquote key={message.at + message.from + message.text}>
          <cite>
            {sentence(message.from)} to {message.to}
          </cite>
          {sentence(message.text)}
        </blockquote>
      ))}
    </details>
  );
}
