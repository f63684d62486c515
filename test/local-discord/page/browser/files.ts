/** The file that somebody chose, as it is sent; undefined for none. */
export async function fileGiven(
  input: HTMLInputElement,
): Promise<{ name: string; type: string; base64: string } | undefined> {
  const file = input.files?.[0];
  if (!file) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name: file.name, type: file.type || 'application/octet-stream', base64: btoa(binary) };
}
