// A supporting sentence goes to the clipboard as a citation; what became of it is said on the button, and read out.
() => {
  // Without a secure address a browser has no clipboard for scripts; a selection can still be copied.
  const copyBySelection = (text) => {
    const box = document.body.appendChild(document.createElement("textarea"));
    box.value = text;
    box.style.position = "fixed";
    box.style.opacity = "0";
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("#supports button.copy");
    if (!button) return;
    const text = button.closest("li").querySelector(".to-copy").textContent;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = copyBySelection(text);
    }
    button.focus();
    const before = "Copy as citation";
    button.textContent = done ? "Copied" : "Could not be copied";
    setTimeout(() => { button.textContent = before; }, 2500);
  });
}
