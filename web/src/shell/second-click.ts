import { useEffect } from "react";

/**
 * The second half of a double click on a button that sends a form would send it again, before the screen can say that
 * it is under way: a note would stand there twice, a rate would be recorded twice.
 */
export function useSecondClickGuard(): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const sends = event.target instanceof Element && event.target.closest('button[type="submit"]') !== null;
      if (!sends || event.detail < 2) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("click", onClick, true);
    return () => window.removeEventListener("click", onClick, true);
  }, []);
}
