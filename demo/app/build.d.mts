/** Builds the demo into a directory, which is emptied first. */
export function build(outdir: string): Promise<void>
