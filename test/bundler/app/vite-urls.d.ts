/** Vite gives the address of a file. */
declare module '*?url' {
  const url: string
  export default url
}
