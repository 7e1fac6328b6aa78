/** Hands a text to the browser as a download. */
export async function saveFile(name: string, text: string): Promise<'saved' | 'copied'> {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/fhir+json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
  return 'saved';
}
export const saveWord = '下载文件';
