// What was asked in this browser before: questions, answers as plain text, and which of them were liked.
// In: page.talk, page.ask; its events "turned" and "liked". It is kept in localStorage, bounded, and never leaves the
// browser; what comes out of it is shown as text only.
(page) => {
  const KEY = "asked-before";
  const MAX_KEPT = 50;
  const LIMITS = { question: 300, answer: 1500, target: 60, liked: 1, key: 16 };
  const { talk } = page;

  const checked = (entry) => {
    if (typeof entry !== "object" || entry === null) return null;
    const kept = Object.fromEntries(Object.entries(LIMITS).map(([name, most]) => [name, typeof entry[name] === "string" ? page.visible(entry[name].slice(0, most)) : ""]));
    if (!/^s-[0-9a-f]{16}-\d+$/.test(kept.target)) kept.target = "";
    return kept.question && kept.answer ? kept : null;
  };
  // A browser may refuse to keep anything; the page works without.
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept.map(checked).filter(Boolean).slice(-MAX_KEPT) : [];
    } catch {
      return [];
    }
  };
  const write = (entries) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(entries.slice(-MAX_KEPT)));
    } catch { /* nothing is kept then */ }
  };

  talk.addEventListener("turned", ({ detail: { turn } }) => {
    const answer = turn.querySelector(".answer");
    if (!answer) return;
    const words = answer.cloneNode(true);
    words.querySelectorAll("sup, a.cite").forEach((number) => number.remove());
    const target = turn.querySelector(".answer a.cite")?.getAttribute("href").slice(1) ?? "";
    const entry = { question: turn.querySelector(".question").textContent, answer: words.textContent.replace(/\s+/g, " ").trim(), target, liked: "", key: turn.dataset.key };
    write([...read().filter((kept) => kept.question !== entry.question || kept.liked), checked(entry)].filter(Boolean));
  });
  talk.addEventListener("liked", ({ detail: { turn } }) => {
    const liked = turn.querySelector("[data-act=like]").getAttribute("aria-pressed") === "true" ? "1" : "";
    write(read().map((kept) => (kept.key === turn.dataset.key ? { ...kept, liked } : kept)));
  });

  const part = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };
  const button = (name, text, done) => {
    const made = part("button", name, text);
    made.type = "button";
    made.addEventListener("click", done);
    return made;
  };

  const entries = read().reverse();
  if (!entries.length) return;
  const earlier = document.createElement("details");
  earlier.className = "earlier";
  const list = document.createElement("ul");
  for (const { question, answer, target, liked } of entries) {
    const row = document.createElement("li");
    const again = button("again", question, () => page.ask(question));
    again.setAttribute("aria-label", `Ask again: ${question}`);
    row.append(again, part("p", "", answer));
    if (liked) row.append(part("span", "liked", "Liked"));
    if (target) {
      const link = part("a", "cite", "Show in the article");
      link.href = `#${target}`;
      row.append(link);
    }
    list.append(row);
  }
  const forget = button("act", "Forget these", () => {
    write([]);
    earlier.remove();
    page.tell("What was asked before is forgotten.");
  });
  earlier.append(part("summary", "", `Asked earlier in this browser (${entries.length})`), list, forget);
  talk.querySelector(".welcome").after(earlier);
}
