/** Line icons on a 20 × 20 grid; they say nothing by themselves, the control around them does. */
const shapes = {
  back: "M12.5 4.5 7 10l5.5 5.5",
  forward: "M7.5 4.5 13 10l-5.5 5.5",
  reload: "M15.5 10a5.5 5.5 0 1 1-1.7-4M15.5 3v3.5H12",
  close: "m5.5 5.5 9 9m0-9-9 9",
  plus: "M10 4v12M4 10h12",
  file: "M5.5 2.5h6l3 3v12h-9zM11.5 2.5v3h3",
  folder: "M2.5 5.5h5l1.5 2h8.5v8h-15z",
  chevron: "m7.5 5 5 5-5 5",
  pencil: "m4 16 .8-3.4L13.2 4.2l2.6 2.6L7.4 15.2z",
  trash: "M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11",
  settings: "M3 6h7m4 0h3M3 14h3m4 0h7M12 4v4M8 12v4",
  download: "M10 3v9.5M6 9l4 4 4-4M4 16.5h12",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  cross: "m5.5 5.5 9 9m0-9-9 9",
  dash: "M5 10h10",
  external: "M11 4h5v5M16 4l-7 7M8 5H4v11h11v-4",
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  );
}

/** Fledge's mark: a wing of three feathers. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
      <g stroke="var(--accent)" strokeWidth="2" strokeLinecap="round">
        <path d="M4 19c0-9 6-14 16-15-1 6-5 9.5-10 10.5" />
        <path d="M4 19c1.5-5 5-8.5 10-10.5" />
        <path d="M7.5 18.5c4 .5 7.5-.7 9.5-4" />
      </g>
    </svg>
  );
}
