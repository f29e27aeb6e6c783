import type { AttributeEvent, AttributeFlag, AttributeText, Numeric, OneOf } from "./html_attributes.ts";

/** The attributes that LiveView's client reads (`phx-…`); others of that name are mistakes. */
export interface PhxAttributes {
  "phx-click"?: AttributeEvent;
  "phx-click-away"?: AttributeEvent;
  "phx-change"?: AttributeEvent;
  "phx-submit"?: AttributeEvent;
  "phx-blur"?: AttributeEvent;
  "phx-focus"?: AttributeEvent;
  "phx-window-blur"?: AttributeEvent;
  "phx-window-focus"?: AttributeEvent;
  "phx-keydown"?: AttributeEvent;
  "phx-keyup"?: AttributeEvent;
  "phx-window-keydown"?: AttributeEvent;
  "phx-window-keyup"?: AttributeEvent;
  "phx-key"?: AttributeText;
  "phx-viewport-top"?: AttributeEvent;
  "phx-viewport-bottom"?: AttributeEvent;
  "phx-viewport-overrun-target"?: AttributeText;
  "phx-mounted"?: AttributeEvent;
  "phx-remove"?: AttributeEvent;
  "phx-connected"?: AttributeEvent;
  "phx-disconnected"?: AttributeEvent;
  "phx-hook"?: AttributeText;
  "phx-update"?: OneOf<"replace" | "ignore" | "stream">;
  "phx-target"?: AttributeText;
  "phx-debounce"?: AttributeText;
  "phx-throttle"?: Numeric;
  "phx-disable-with"?: AttributeText;
  "phx-trigger-action"?: AttributeFlag;
  "phx-auto-recover"?: AttributeText;
  "phx-feedback-for"?: AttributeText;
  "phx-feedback-group"?: AttributeText;
  "phx-drop-target"?: AttributeText;
  "phx-track-static"?: AttributeFlag;
  "phx-no-unused-field"?: AttributeFlag;
  "phx-no-usage-tracking"?: AttributeFlag;
  "phx-page-loading"?: AttributeFlag;
  [value: `phx-value-${string}`]: AttributeText | boolean;
}
