// A number in an answer, or a superscript in the article: bring its target into view, mark it, and
// keep it in the address. Everything is delegated, because gradio draws the page anew at each answer.
() => {
  const mark = (target) => {
    document.querySelectorAll(".marked").forEach((old) => old.classList.remove("marked"));
    target.classList.add("marked");
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    target.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite, a.ref");
    if (!link) return;
    const target = document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    history.replaceState(null, "", "#" + target.id);
    mark(target);
  });

  // Escape leads back from a sentence to the number that led there.
  let last = null;
  document.addEventListener("click", (event) => { last = event.target.closest("a.cite, a.ref") || last; }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !last || !document.contains(last)) return;
    last.scrollIntoView({ block: "nearest" });
    last.focus();
  });

  // A new answer is announced, and brought into view.
  const talk = document.getElementById("conversation");
  if (talk) {
    talk.setAttribute("role", "log");
    talk.setAttribute("aria-live", "polite");
    talk.setAttribute("aria-label", "Conversation");
    talk.tabIndex = 0;
    new MutationObserver(() => {
      const newest = talk.querySelector(".newest");
      if (newest) talk.scrollTop = newest.offsetTop - talk.offsetTop;
    }).observe(talk, { childList: true, subtree: true });
  }
  const pane = document.getElementById("reading");
  if (pane) {
    pane.setAttribute("role", "region");
    pane.setAttribute("aria-label", "Article");
    pane.tabIndex = 0;
  }
  document.documentElement.lang = "en";

  // An address with a sentence in it opens on that sentence, once the article is there.
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (/^[sr]-/.test(wanted)) {
    let tries = 0;
    const timer = setInterval(() => {
      const target = document.getElementById(wanted);
      if (target) mark(target);
      if (target || ++tries > 50) clearInterval(timer);
    }, 100);
  }
}
