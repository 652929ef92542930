/** The bundler gives SQL files as text. */
declare module '*.sql' {
  const text: string
  export default text
}
