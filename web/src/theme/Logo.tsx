/** The mark: an account drawn as a T, its two sides in balance. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--accent-fill)" />
      <path d="M6 9.5h20M16 9.5v15" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" fill="none" />
      <path d="M8.5 15h4M8.5 19.5h4M19.5 15h4M19.5 19.5h4" stroke="#a8dccd" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}
