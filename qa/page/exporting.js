// Saves what the server made as a file; "" if there was nothing to make.
(made) => {
  if (!made) return;
  const { name, type, text } = JSON.parse(made);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
