// Cards: what a number leads to, shown beside it while the pointer or the focus is on it.
// In: page.main. Out: page.copy(text, told) to the clipboard. A card holds copies of what the page shows already, so it has nothing to escape.
(page) => {
  const OPEN_MS = 140;
  const CLOSE_MS = 220;
  const card = page.main.appendChild(document.createElement("div"));
  card.id = "card";
  card.hidden = true;
  card.setAttribute("role", "note");
  let shownFor = null;
  let timer = 0;

  const part = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };
  const copy = (node) => {
    const made = node.cloneNode(true);
    for (const one of [made, ...made.querySelectorAll("[id]")]) one.removeAttribute("id");
    made.removeAttribute("tabindex");
    return made;
  };

  // A work: its fields where they were understood, else as printed.
  const workParts = (entry) => {
    const work = document.createElement("div");
    work.className = "work";
    work.append(...[...entry.childNodes].map((node) => (node.nodeType === Node.ELEMENT_NODE ? copy(node) : document.createTextNode(node.data))));
    const fields = work.querySelector(".fields");
    if (fields) {
      fields.hidden = false;
      work.querySelector(".printed")?.remove();
    }
    return [work];
  };

  const referenceParts = (link) => {
    const label = link.textContent;
    const id = link.getAttribute("href").slice(1);
    const inAnswer = [...(link.closest(".turn")?.querySelectorAll(".sources .cites li") ?? [])];
    const target = document.getElementById(id);
    if (/-.*-/.test(id)) {
      const entry = target ?? inAnswer.find((work) => work.querySelector("b")?.textContent === `${label}.`);
      return entry ? workParts(entry) : [part("p", "aside", "The entry stands in the article’s reference list; click to open it.")];
    }
    const reason = target?.matches("h3") ? `The article’s reference list has no entry ${label}.` : `The article cites ${label} here. The reference list is not in what was added.`;
    return [part("p", "aside", reason)];
  };

  // A sentence: where it stands, between the sentences around it where the article is open.
  const sentenceParts = (link) => {
    const number = link.textContent.replace(/\D/g, "");
    const source = [...(link.closest(".turn")?.querySelectorAll(".sources > li") ?? [])].find((li) => li.getAttribute("value") === number);
    if (!source || link.closest(".sources")) return [];
    const sentence = document.getElementById(link.getAttribute("href").slice(1));
    const quote = document.createElement("blockquote");
    const around = (node) => (node ? [part("span", "around", ` ${node.textContent} `)] : []);
    quote.append(
      ...around(sentence?.previousElementSibling),
      part("mark", "proof", source.querySelector(".said").textContent),
      ...around(sentence?.nextElementSibling),
    );
    const cites = source.querySelector(".cites");
    return [part("p", "place", source.querySelector("a.cite").textContent), quote, ...(cites ? [copy(cites)] : [])];
  };

  const close = () => {
    clearTimeout(timer);
    card.hidden = true;
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
  };
  const place = (link) => {
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const [width, height] = [card.offsetWidth, card.offsetHeight];
    const left = Math.max(8, Math.min(at.left - 16, document.documentElement.clientWidth - width - 8));
    const above = at.bottom + 8 + height > innerHeight && at.top - 8 - height > 0;
    card.style.left = `${left}px`;
    card.style.top = `${above ? at.top - height - 8 : at.bottom + 8}px`;
  };
  const show = (link) => {
    clearTimeout(timer);
    if (link === shownFor) return;
    const parts = link.matches(".ref") ? referenceParts(link) : sentenceParts(link);
    close();
    if (!parts.length || !document.contains(link)) return;
    card.replaceChildren(...parts);
    card.hidden = false;
    card.scrollTop = 0;
    place(link);
    link.setAttribute("aria-describedby", "card");
    shownFor = link;
  };
  const later = (what, milliseconds) => { clearTimeout(timer); timer = setTimeout(what, milliseconds); };

  const numberAt = (event) => event.target.closest?.("#conversation a.cite, #conversation a.ref, #reading a.ref");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = numberAt(event);
    if (link) later(() => show(link), OPEN_MS);
    else if (event.target.closest?.("#card")) clearTimeout(timer);
    else if (shownFor || timer) later(() => { if (shownFor !== document.activeElement) close(); }, CLOSE_MS);
  });
  document.addEventListener("focusin", (event) => {
    const link = numberAt(event);
    if (link?.matches(":focus-visible")) show(link);
    else if (!event.target.closest("#card")) close();
  });
  // Before the link is followed: its target takes the focus.
  document.addEventListener("click", (event) => { if (!event.target.closest("#card")) close(); }, true);
  document.addEventListener("scroll", (event) => { if (shownFor && event.target !== card) place(shownFor); }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || card.hidden) return;
    event.preventDefault(); // the card only: the way back is the next Escape
    close();
  }, true);

  // A link to a sentence, for others or for later. The clipboard is there on secure pages only.
  page.copy = async (text, told) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.body.appendChild(document.createElement("textarea"));
      const focused = document.activeElement;
      box.value = text;
      box.select();
      document.execCommand("copy");
      box.remove();
      focused?.focus();
    }
    page.tell(told);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-link]");
    if (!button) return;
    page.copy(`${location.origin}${location.pathname}${location.search}#${button.dataset.link}`, "The link is copied.");
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy link"; }, 2000);
  });
}
