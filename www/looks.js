// @ts-check
/** How it looks beside the first view: on paper, in forced colours, and what comes softly where motion is welcome. */
export const LOOKS = `
  @media (forced-colors: active) {
    .story { --_line: GrayText; --_muted: CanvasText; --_accent: Highlight; }
    .dot, .entry::after, .entries > div::before, .day > summary::before { forced-color-adjust: none; color: CanvasText; }
    [data-key]::after, [data-unread]::after { border-color: Highlight; }
    [data-key]::after { background: Highlight; }
    .gist, .correction { border: 1px solid; }
    .reveal button { forced-color-adjust: none; color: HighlightText; }
  }
  @media (prefers-reduced-motion: no-preference) {
    .entry { transition: opacity .3s; }
    @starting-style { .entry { opacity: 0; } }
  }
  @media print {
    .tools, .choices, .reveal, .earlier, .gap, .search, .legend, .load, .changes, .reached, .grown, .share[href^="#"],
    .title::after, summary::after, .day .count { display: none; }
    details::details-content { content-visibility: visible; block-size: auto; }
    [data-still] { height: auto !important; position: static; visibility: visible; overflow: visible; }
    .inside[hidden] { display: block !important; }
    .entry, .gist, figure { break-inside: avoid-page; }
    h3, h4, summary { break-after: avoid-page; }
    .body a[href^=http]::after { content: " (" attr(href) ")"; font: 12px/1.4 var(--_ui); overflow-wrap: anywhere; }
    .share { font-size: 0; }
    .share::after { content: attr(href); font-size: 12px; }
  }
`;
