/** One tab, three parts, and the request that goes round between them. */
export function Picture() {
  return (
    <svg
      className="picture"
      viewBox="0 0 420 250"
      role="img"
      aria-label="Guide, editor and running application side by side in one browser tab"
    >
      <rect className="p-frame" x="8" y="8" width="404" height="234" rx="10" />
      <path className="p-line" d="M8 36h404M140 36v206M282 36v206" />
      <circle className="p-dot" cx="24" cy="22" r="3.5" />
      <circle className="p-dot" cx="37" cy="22" r="3.5" />
      <circle className="p-dot" cx="50" cy="22" r="3.5" />
      <path className="p-text p-strong" d="M24 60h68" />
      <path className="p-text" d="M24 80h98M24 94h86M24 108h94M24 122h60M24 152h98M24 166h78" />
      <rect className="p-key" x="24" y="196" width="70" height="20" rx="5" />
      <path className="p-text" d="M156 60h32M156 76h60" />
      <path className="p-text p-accent" d="M168 92h88" />
      <path className="p-text" d="M168 108h66M156 124h28M156 154h44M168 170h76M156 186h24" />
      <rect className="p-field" x="296" y="50" width="102" height="16" rx="8" />
      <path className="p-text p-strong" d="M300 92h64" />
      <path className="p-text" d="M300 112h92M300 126h80M300 140h88" />
      <path className="p-flow" d="M262 92c22 0 12 104 40 104h56" />
      <path className="p-flow" d="m351 190 8 6-8 6" />
      <path className="p-text p-accent" d="M300 214h60" />
    </svg>
  );
}
