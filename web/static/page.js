// Suggestions while one types, and zoom and pan of pictures. Every page works without it.
"use strict";

for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);
for (const picture of document.querySelectorAll("[data-zoom]")) zoom(picture);

// A combobox after the pattern of WAI-ARIA.
function suggest(input) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id || input.name}-suggestions`;
  list.role = "listbox";
  list.setAttribute("aria-label", input.labels[0].textContent.trim());
  list.hidden = true;
  input.after(list);
  const goes = input.name === "q";
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  let chosen = -1;
  let asked = 0;
  let timer = 0;

  function show(found) {
    const before = list.children[chosen]?.textContent;
    list.replaceChildren(...found.map((each, at) => {
      const item = document.createElement("li");
      item.role = "option";
      item.id = `${list.id}-${at}`;
      item.textContent = each.model ?? each.publisher ?? each.task;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(each); });
      item.each = each;
      return item;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    // An answer that comes late does not take the choice away.
    choose([...list.children].findIndex((item) => item.textContent === before));
  }

  function choose(at) {
    chosen = at;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function take(each) {
    if (goes) location.href = each.address;
    else input.value = each.model;
    show([]);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const number = ++asked;
      const answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ q: input.value })}`);
      if (number !== asked || !answer.ok) return;
      const found = await answer.json();
      show(goes ? found : found.filter((each) => each.model));
    }, 150);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (list.hidden || !count) return;
    if (event.key === "ArrowDown") choose((chosen + 1) % count);
    else if (event.key === "ArrowUp") choose((chosen + count) % count === 0 && chosen <= 0 ? count - 1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen].each);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => show([]));
}

// Buttons that make a picture larger or smaller, and a mouse that drags it; a keyboard scrolls it anyway.
function zoom(picture) {
  const drawing = picture.querySelector("svg");
  if (!drawing) return;
  const [width, height] = [drawing.viewBox.baseVal.width, drawing.viewBox.baseVal.height];
  const buttons = document.createElement("p");
  buttons.className = "zooms";
  let size = Math.min(1, Math.max(picture.clientWidth / width, 0.5));
  const scale = (by) => {
    size = Math.min(4, Math.max(0.1, by));
    drawing.setAttribute("width", String(width * size));
    drawing.setAttribute("height", String(height * size));
  };
  for (const [sign, change] of [["+", () => scale(size * 1.25)], ["−", () => scale(size / 1.25)], ["1:1", () => scale(1)]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.addEventListener("click", change);
    buttons.append(button);
  }
  picture.before(buttons);
  scale(size);
  const asked = drawing.querySelector(".asked");
  if (asked) {
    const [box, view] = [asked.getBoundingClientRect(), picture.getBoundingClientRect()];
    picture.scrollLeft += box.x + box.width / 2 - view.x - view.width / 2;
    picture.scrollTop += box.y + box.height / 2 - view.y - view.height / 2;
  }
  let from = null;
  picture.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) from = [event.clientX, event.clientY];
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !(event.buttons & 1)) { from = null; return; }
    picture.scrollLeft -= event.clientX - from[0];
    picture.scrollTop -= event.clientY - from[1];
    from = [event.clientX, event.clientY];
  });
  drawing.addEventListener("dragstart", (event) => event.preventDefault());
}
