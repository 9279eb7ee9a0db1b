import {test} from "vitest"; import fs from "node:fs"; import {makeOwnPipelinesNode} from "../../../support/own-pipeline-node.ts";
test("corpus", async()=>{ const p=makeOwnPipelinesNode(); const d="/work/shared/corpus/dicom/"; let ok=0; const log:string[]=[];let ms=0,mb=0;
for(const f of fs.readdirSync(d)){ if(fs.statSync(d+f).isDirectory())continue; const b=fs.readFileSync(d+f); const t=performance.now(); try{const i=await p.inspectDicom(b); ok++; if(i.guessed||i.trailing) log.push(f+" guessed "+i.guessed+" "+i.transferSyntax+" trailing "+i.trailing);}catch(e:any){log.push(f+" "+b.length+" "+e.message)} const q=performance.now()-t; ms+=q; mb+=b.length/1e6; if(q>200)log.push(f+" slow "+q)}
console.log(ok,ms,mb,log.join("\n"));});
