import { Button, Group, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface LeaveDialogProps {
  /** Something would be lost by going to another page. */
  when: boolean;
  title: string;
  children: ReactNode;
  /** Keeps what was typed; false when that did not work and one has to stay. Left out when it cannot be kept. */
  onSave?: () => Promise<boolean>;
  onDiscard?: () => void;
}

/** Asks before another page is opened, whichever way: a link, a key, the palette, Back. Closing the tab asks too. */
export function LeaveDialog({ when, title, children, onSave, onDiscard }: LeaveDialogProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  const { proceed, reset } = blocker;
  const save = async () => {
    if (await onSave?.()) proceed();
    else reset();
  };
  const discard = () => {
    onDiscard?.();
    proceed();
  };
  return (
    <Modal opened onClose={reset} title={title}>
      {children}
      <Group gap="sm" justify="flex-end" mt="lg">
        <Button variant="subtle" onClick={reset} data-autofocus={onSave ? undefined : true}>
          Stay
        </Button>
        <Button variant="default" color="red" onClick={discard}>
          Discard
        </Button>
        {onSave && (
          <Button onClick={() => void save()} data-autofocus>
            Save and go on
          </Button>
        )}
      </Group>
    </Modal>
  );
}
