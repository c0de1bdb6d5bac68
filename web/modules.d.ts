// What the bundler understands beyond TypeScript: style sheets and the two virtual modules of build/.
declare module '*.css'
declare module 'virtual:messages/*' {
  const catalogue: Record<string, string>
  export default catalogue
}
declare module 'virtual:icon-sprite' {
  const address: string
  export default address
}
