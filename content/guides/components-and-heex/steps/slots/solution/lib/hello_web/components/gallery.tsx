import type { Slot, SlotFor } from "fledge/component";

interface GalleryProps<Item> {
  items: readonly Item[];
  empty: Slot;
  children: SlotFor<Item>;
}

export function Gallery<Item>({ items, empty, children }: GalleryProps<Item>) {
  if (items.length === 0) return empty;
  return (
    <ul class="gallery">
      {items.map((item) => (
        <li>{children(item)}</li>
      ))}
    </ul>
  );
}
