import { openStore } from "#store/open";
import { createFacts } from "#store/facts";
import { sql } from "drizzle-orm";
const store = await openStore({url:"/tmp/c-imp.db",migrationsFolder:"migrations",onError(){}});
const facts = createFacts(store);
const T=new Date("2026-08-17T00:00:00Z");
for(let i=0;i<3;i++){let t=performance.now();
const open=await facts.openPullRequests(["demo-org/vitest"],T);
console.log(open.length, performance.now()-t);
if(i==2){
const H=3600e3;
console.log("idle48", open.filter(p=>+T-+p.lastActivityAt>=48*H).length,"unrev", open.filter(p=>!p.firstReviewAt && +T-+p.clockStart>=12*H).length, "notick", open.filter(p=>!/[A-Z]+-[0-9]+/.test([p.title,p.head,p.body,...p.commitSubjects].join("\n"))).length,"notick-nobody", open.filter(p=>!/[A-Z]+-[0-9]+/.test([p.title,p.head].join("\n"))).length);
console.log(open.filter(p=>/[A-Z]+-[0-9]+/.test(p.body+p.title)).map(p=>[p.number,p.title,p.body.match(/[A-Z]+-[0-9]+/)?.[0]]));
const idle=open.filter(p=>+T-+p.lastActivityAt>=48*H);
console.log("bots", open.filter(p=>p.authorKind==="bot").length, open.filter(p=>p.authorKind==="bot").map(p=>[p.number,p.lastActivityAt]));
console.log(open[0]);
}}
let t=performance.now(); console.log((await facts.endedPullRequests(null,{from:new Date(+T-7*864e5),to:T})).length,performance.now()-t);
t=performance.now(); console.log((await facts.deployments(["demo-org/vitest"],{from:new Date(0),to:T})).length,performance.now()-t);
console.log(await facts.openIncidents(null,new Date("2026-06-01T09:10:00Z")).then(x=>[x.length,x[0]]), await facts.openIncidents(null,T));
console.log((await facts.repositories()).length, await facts.freshness());
await store.close();
