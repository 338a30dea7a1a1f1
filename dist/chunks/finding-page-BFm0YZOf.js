import{Zr as e}from"./core-DfPaOF6Q.js";import{join as t}from"node:path";function findingPage(n,r,i){let a=e(n,t(r,`docs`,`findings`,`${i}.md`),1048576);return a.kind===`bytes`?new TextDecoder().decode(a.bytes).replaceAll(`\r
`,`
`):void 0}export{findingPage as t};