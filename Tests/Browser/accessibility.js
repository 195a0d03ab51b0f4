// Findings of one page, each as text; none when the page is fit for everybody. Evaluated in the page.
() => {
  const findings = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const say = (element, what) =>
    findings.push(`${what}: <${element.localName}${element.id ? ` id=${element.id}` : ""}${element.className ?
      ` class="${element.className.baseVal ?? element.className}"` : ""}> ${(element.textContent ?? "").trim().slice(0, 40)}`);
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isClipped = (element) => element.closest(".visually-hidden, .skip:not(:focus)") !== null;

  // Structure.
  if (document.documentElement.lang !== "en") findings.push("no language");
  if (!/^.+ · Sluice$/.test(document.title)) findings.push(`title ${document.title}`);
  for (const [selector, count] of [["h1", 1], ["main", 1]])
    if (all(selector).length !== count) findings.push(`${all(selector).length} ${selector}`);
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) say(heading, `heading jumps from ${level}`);
    level = next;
  }
  const ids = new Set();
  for (const element of all("[id]")) ids.has(element.id) ? say(element, "id twice") : ids.add(element.id);
  for (const name of ["for", "aria-labelledby", "aria-describedby", "popovertarget", "list"])
    for (const element of all(`[${name}]`))
      for (const id of element.getAttribute(name).split(/\s+/)) if (!ids.has(id)) say(element, `${name} leads nowhere`);
  for (const element of all("input:not([type=hidden]), select, textarea"))
    if (!element.labels?.length && !element.ariaLabel && !element.hidden) say(element, "no label");
  for (const element of all("fieldset"))
    if (element.querySelector("input[type=radio], input[type=checkbox]") && !element.querySelector("legend") &&
      element.querySelectorAll(":scope > label.check").length > 1) say(element, "no legend");
  for (const table of all("table")) {
    if (!table.caption) say(table, "no caption");
    for (const cell of table.querySelectorAll("th")) if (!cell.scope) say(cell, "no scope");
    for (const cell of table.querySelectorAll("thead th")) if (cell.textContent.trim() === "") say(cell, "empty header");
  }
  for (const element of all("img:not([alt]), [tabindex]")) if (element.tabIndex > 0 || element.localName === "img") say(element, "img or tabindex");
  for (const frame of all("iframe")) if (!frame.title) say(frame, "no title");

  // Contrast of text as painted (WCAG 1.4.3), with what is transparent laid over what is below.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const isTop = (element) => element.matches("dialog:modal, :popover-open");
  const ground = (element) => {
    const layers = [];
    for (let place = element; place; place = isTop(place) ? null : place.parentElement) layers.push(rgba(getComputedStyle(place).backgroundColor));
    const page = rgba(getComputedStyle(document.body).backgroundColor);
    return layers.reverse().reduce((below, layer) => over(layer, below), page);
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((value) => { const v = value / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const opacity = (element) => { let value = 1; for (let e = element; e; e = e.parentElement) value *= getComputedStyle(e).opacity; return value; };
  const judge = (element, style) => {
    const below = ground(element);
    const colour = rgba(element.ownerSVGElement ? style.fill : style.color);
    colour[3] *= opacity(element);
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const found = contrast(over(colour, below), below);
    if (found < (isLarge ? 3 : 4.5)) say(element, `contrast ${found.toFixed(2)}`);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const judged = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (judged.has(element) || texts.currentNode.data.trim() === "" || element.closest("option, datalist, script, title")) continue;
    judged.add(element);
    if (isSeen(element) && !isClipped(element)) judge(element, getComputedStyle(element));
  }
  for (const field of all("input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select")) {
    if (!isSeen(field)) continue;
    judge(field, getComputedStyle(field));
    if (field.placeholder) judge(field, getComputedStyle(field, "::placeholder"));
  }

  // Size of targets (WCAG 2.5.8): 24 by 24, or in a line of text, or far enough from others.
  const modal = document.querySelector("dialog:modal");
  const targets = all("a[href], button, input:not([type=hidden]), select, textarea, summary")
    .filter((element) => isSeen(element) && !isClipped(element) && (!modal || modal.contains(element)))
    .map((element) => ({ element, box: (element.matches("[type=checkbox], [type=radio]") && element.closest("label") || element).getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0);
  const isInText = (element) => element.localName === "a" && getComputedStyle(element).display === "inline" &&
    [...element.parentElement.childNodes].some((node) => node !== element && node.textContent.trim().length > 1);
  const isNear = (x, y, box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) < 12;
  const isSmall = (box) => box.width < 23.5 || box.height < 23.5;
  for (const { element, box } of targets) {
    if (!isSmall(box) || isInText(element)) continue;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const crowded = targets.some((other) => other.element !== element && !other.element.contains(element) && !element.contains(other.element) &&
      (isNear(x, y, other.box) || (isSmall(other.box) && Math.hypot(x - (other.box.left + other.box.right) / 2, y - (other.box.top + other.box.bottom) / 2) < 24)));
    if (crowded) say(element, `target ${box.width.toFixed(0)} by ${box.height.toFixed(0)}`);
  }
  return findings;
}
