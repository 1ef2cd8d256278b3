import { readFileSync, rmSync } from "node:fs";
import { parseDeliveryLine } from "#integrations/github/import-line";
import { openStore } from "#store/open";
import { importEvents } from "#store/import";
const lines = readFileSync("/work/shared/data/github-12-weeks/events.ndjson","utf8").trim().split("\n");
for (const f of ["","-wal","-shm"]) rmSync("/tmp/c-imp.db"+f,{force:true});
const store = await openStore({url:"/tmp/c-imp.db",migrationsFolder:"migrations",onError(){}});
await store.migrate();
let t=performance.now();
console.log(await importEvents(store, lines, {parse: parseDeliveryLine}), (lines.length/(performance.now()-t)*1000).toFixed(0),"ev/s");
t=performance.now();
console.log(await importEvents(store, lines, {parse: parseDeliveryLine}), (lines.length/(performance.now()-t)*1000).toFixed(0),"ev/s dup");
// many: rewrite numbers
const many:string[]=[]; for(let i=0;i<20;i++) for(const l of lines) many.push(l.replaceAll("demo-org/vitest","demo-org/r"+i).replace('"delivery":"','"delivery":"'+i+'-'));
t=performance.now();
console.log(await importEvents(store, many, {parse: parseDeliveryLine}), (many.length/(performance.now()-t)*1000).toFixed(0),"ev/s many");
await store.close();
