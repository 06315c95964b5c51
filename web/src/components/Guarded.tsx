import { Button, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import type { Permission } from "@/api/contract";
import { sentence } from "@/numbers/prose";

interface GuardedProps {
  id?: string;
  permission: Permission | undefined;
  variant?: string;
  color?: string;
  busy?: boolean;
  onClick: () => void;
  children: ReactNode;
}
/** A button that stays in place when it may not be used, and says why. */
export function Guarded({ permission, variant, color, busy, onClick, children, id }: GuardedProps) {
  const allowed = permission?.allowed ?? false;
  const button = (
    <Button
      id={id}
      variant={variant}
      color={color}
      loading={busy}
      aria-disabled={!allowed || undefined}
      data-disabled={!allowed || undefined}
      // the second click of a double click would fall on what the first one brought, such as the next document
      onClick={(event) => (allowed && event.detail < 2 ? onClick() : event.preventDefault())}
    >
      {children}
    </Button>
  );
  if (allowed) return button;
  return <Tooltip label={permission?.why ? sentence(permission.why) : "Not possible now"}>{button}</Tooltip>;
}
