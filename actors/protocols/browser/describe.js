// Returns what is visible of the page, outermost first, in pixels of the picture.
// Goes into open shadow roots and frames of the same origin; what lies outside of the window,
// or of a part that cuts off what does not fit in, is left out.
// Attributes are read as such: the property of a <form> may be a field of that name.
() => {
  const zoom = visualViewport.scale;
  const width = Math.round(innerWidth * zoom), height = Math.round(innerHeight * zoom);
  const roles = new Set(["button", "link", "menuitem", "tab", "checkbox", "radio", "option", "switch"]);
  const active = "a[href], area[href], button, input, select, textarea, summary, [onclick], " +
    "[contenteditable=''], [contenteditable=true], [tabindex]:not([tabindex^='-'])";
  const found = [];

  const squeezed = text => (text ?? "").replace(/\s+/g, " ").trim();
  const cut = (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1]),
    Math.min(a[2], b[2]), Math.min(a[3], b[3])];

  const whole = clip => ({flow: clip, held: clip, view: clip});

  const focus = () => {
    let at = document.activeElement;
    for (;;) {
      const inner = at?.shadowRoot ?? (at?.tagName === "IFRAME" ? at.contentDocument : null);
      if (!inner?.activeElement) return at?.tagName === "BODY" ? null : at;
      at = inner.activeElement;
    }
  };
  const focused = focus();

  const isClickable = (one, style) => {
    if (one.disabled || one.getAttribute("aria-disabled") === "true") return false;
    if (one.matches(active) || roles.has(one.getAttribute("role"))) return true;
    const outer = one.parentElement;
    return style.cursor === "pointer" && (!outer || getComputedStyle(outer).cursor !== "pointer");
  };
  const text = (one, whole) => {
    if (one.type === "password") return "•".repeat(one.value.length);
    if (one.tagName === "SELECT") return squeezed(one.selectedOptions[0]?.text);
    if (one.value !== undefined && one.matches("input, textarea")) return squeezed(one.value);
    if (whole) return squeezed(one.innerText);
    const own = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
    return squeezed(own.map(node => node.data).join(" "));
  };
  const label = one => {
    const named = (one.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean)
      .map(id => one.getRootNode().getElementById(id)?.innerText);
    return squeezed(one.getAttribute("aria-label") ?? (named.join(" ") || one.labels?.[0]?.innerText
      || ["alt", "title", "placeholder"].map(name => one.getAttribute(name)).find(Boolean)));
  };

  // What <html> cuts off, or <body> in its place, is the window's to scroll.
  const isCanvas = (one, {documentElement: root, body, defaultView}) =>
    one === root || one === body && /visible/.test(defaultView.getComputedStyle(root).overflowX);

  // CLIPS: what cuts off an element: in the FLOW, HELD by one that is positioned, fixed to the VIEW.
  // The text of a button, whatever it is made of, is told once: by the button.
  const visit = (one, clips, left, top, isTold) => {
    const style = one.ownerDocument.defaultView.getComputedStyle(one);
    if (style.display === "none") return;
    const box = one.getBoundingClientRect();
    const place = [box.left + left, box.top + top, box.right + left, box.bottom + top];
    const clip = {fixed: clips.view, absolute: clips.held}[style.position] ?? clips.flow;
    const isPart = add(one, style, one === document.documentElement ? clip : cut(place, clip), isTold);
    const isOpen = /visible/.test(style.overflowX) || isCanvas(one, one.ownerDocument);
    const flow = isOpen ? clip : cut(clip, place);
    const holds = style.position !== "static" || style.transform !== "none";
    const inside = {flow, held: holds ? flow : clips.held, view: clips.view};
    if (one.tagName === "IFRAME" && one.contentDocument?.documentElement)
      visit(one.contentDocument.documentElement, whole(cut(clip, place)),
        place[0] + one.clientLeft, place[1] + one.clientTop, false);
    for (const inner of one.shadowRoot?.children ?? []) visit(inner, inside, left, top, isPart);
    const inners = one.tagName === "SLOT" ? one.assignedElements() : one.shadowRoot ? [] : one.children;
    for (const inner of inners) visit(inner, inside, left, top, isPart);
  };

  const add = (one, style, [l, t, r, b], isTold) => {
    if (r - l < 1 || b - t < 1) return isTold;
    if (!one.checkVisibility({opacityProperty: true, visibilityProperty: true})) return isTold;
    const clickable = isClickable(one, style), named = label(one);
    const isRoot = one === document.documentElement, id = one.getAttribute("id") ?? "";
    const said = isTold ? "" : text(one, clickable);
    if (!(clickable || said || id || named || isRoot || one === focused)) return isTold;
    const view = visualViewport;
    const [x, y] = [(l - view.offsetLeft) * zoom, (t - view.offsetTop) * zoom].map(Math.round);
    const [w, h] = [(r - view.offsetLeft) * zoom - x, (b - view.offsetTop) * zoom - y].map(Math.round);
    found.push({
      text: said, id, kind: one.getAttribute("role") ?? one.tagName.toLowerCase(),
      bounds: [x, y, w, h], focused: one === focused, clickable, label: named,
    });
    return isTold || (clickable && said !== "");
  };

  visit(document.documentElement, whole([0, 0, width / zoom, height / zoom]), 0, 0, false);
  return found;
}
