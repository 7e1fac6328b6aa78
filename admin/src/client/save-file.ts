/** Gives the person a file made here. */
export function saveFile(name: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Revoked at once, some browsers have nothing left to save.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
