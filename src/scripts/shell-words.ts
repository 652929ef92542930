/**
 * Words as `spawn` takes them with `shell: true` on Windows, which joins them with spaces and quotes none; elsewhere, where
 * no shell is asked, as they are.
 */
export const shellWords = (words: readonly string[], platform: string = process.platform): readonly string[] =>
  platform === 'win32'
    ? words.map((word) => (/^[\w:\\/.=@-]+$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`))
    : words

/** A command line as POSIX shells split it, in which a backslash is a part of a Windows path. */
export const posixLine = (line: string, platform: string = process.platform): string =>
  platform === 'win32' ? line.replaceAll('\\', '\\\\') : line
