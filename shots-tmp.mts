import chromium from "@sparticuz/chromium";
import { chromium as pw } from "playwright-core";
import { App, LogLevel } from "@slack/bolt";
import { startSandbox } from "/work/main/src/sandbox/start.ts";
const sb = await startSandbox({ seed: 7 });
const app = new App({ token: sb.botToken, appToken: sb.appToken, socketMode: true, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: sb.slackApiUrl } });
const pt=(t:string)=>({type:"plain_text" as const,text:t,emoji:true});
const blocks:any[]=[
 {type:"header",text:pt("Triage: 17 open, 9 need attention")},
 {type:"section",text:{type:"mrkdwn",text:"*9 of 17* open pull requests need attention. <@U0BEN> has <https://github.example.com/acme/api|five> of them, `wip` limit is 3.",verbatim:true},accessory:{type:"static_select",action_id:"sel",placeholder:pt("Team"),options:[{text:pt("API"),value:"api"},{text:pt("Web"),value:"web"}]}},
 {type:"section",fields:[{type:"mrkdwn",text:"*Open*\n17"},{type:"mrkdwn",text:"*Stale*\n4"},{type:"mrkdwn",text:"*Unreviewed*\n6"},{type:"mrkdwn",text:"*No ticket*\n2"}]},
 {type:"table",column_settings:[{align:"left"},{align:"right"},{align:"left"}],rows:[[{type:"raw_text",text:"Pull request"},{type:"raw_text",text:"Age"},{type:"raw_text",text:"Why"}],[{type:"raw_text",text:"web#454 Rework the checkout form"},{type:"raw_text",text:"11 d"},{type:"raw_text",text:"No activity for 9 days"}],[{type:"raw_text",text:"api#472 Replace the mail queue"},{type:"raw_text",text:"5 d"},{type:"raw_text",text:"Changes requested 4 days ago"}]]},
 {type:"rich_text",elements:[{type:"rich_text_section",elements:[{type:"text",text:"Needs you: ",style:{bold:true}},{type:"user",user_id:"U0ADA"},{type:"text",text:" *not bold* "},{type:"link",url:"https://github.example.com/acme/infra/pull/414",text:"infra#414"}]},{type:"rich_text_list",style:"bullet",elements:[{type:"rich_text_section",elements:[{type:"text",text:"web#461 is approved and not merged"}]},{type:"rich_text_section",elements:[{type:"text",text:"api#476 has a red check"}]}]}]},
 {type:"actions",elements:[{type:"button",action_id:"why",text:pt("Why?"),value:"1"},{type:"button",action_id:"snooze",text:pt("Snooze"),value:"2"},{type:"button",action_id:"done",text:pt("Done"),style:"primary",value:"3"},{type:"button",action_id:"del",text:pt("Close"),style:"danger",value:"4",confirm:{title:pt("Close it?"),text:pt("This closes web#454 on GitHub."),confirm:pt("Close"),deny:pt("Cancel"),style:"danger"}},{type:"overflow",action_id:"more",options:[{text:pt("Copy"),value:"c"},{text:pt("Mute"),value:"m"}]}]},
 {type:"divider"},
 {type:"context",elements:[{type:"mrkdwn",text:"GitHub, last 24 h · fresh 2 min ago"}]},
];
app.command(/.*/, async ({ack,command,client,body,respond})=>{
  await ack();
  if (command.text==="modal") await client.views.open({trigger_id:body.trigger_id,view:{type:"modal",title:pt("Why web#454?"),submit:pt("Save"),close:pt("Close"),callback_id:"m",blocks:[...blocks.slice(1,3) as any,{type:"input",block_id:"note",label:pt("Note"),hint:pt("Shown to the author"),element:{type:"plain_text_input",action_id:"n",multiline:true,placeholder:pt("What should happen?")}},{type:"input",block_id:"who",label:pt("Who"),element:{type:"users_select",action_id:"u"}},{type:"input",block_id:"until",optional:true,label:pt("Until"),element:{type:"datepicker",action_id:"d"}},{type:"input",block_id:"c",optional:true,label:pt("Options"),element:{type:"checkboxes",action_id:"c",options:[{text:pt("Tell the author"),value:"a",description:pt("By direct message")},{text:pt("Remind me"),value:"b"}]}}]}});
  else await respond({text:"Triage: 9 of 17 need attention",blocks});
});
app.view("m", async({ack})=>ack({response_action:"errors",errors:{note:"Please be kinder."}}));
app.action(/.*/, async({ack,respond,action})=>{await ack(); await respond({text:`You chose ${(action as any).action_id}`,replace_original:false,response_type:"in_channel"} as any)});
app.event("app_mention", async({event,say})=>{await say({text:"Here is what I found.",thread_ts:event.ts,blocks} as any)});
app.event("app_home_opened", async({event,client})=>{ if(event.tab==="home") await client.views.publish({user_id:event.user,view:{type:"home",blocks:[{type:"header",text:pt("Good morning, Ada")},...blocks.slice(1,3),...blocks.slice(4)] as any}})});
await app.start();
const browser=await pw.launch({executablePath:await chromium.executablePath(),args:chromium.args.filter(a=>a!=="--single-process"),headless:true});
const shot=async(name:string,opts:any,run:(p:any)=>Promise<void>)=>{
  const ctx=await browser.newContext({viewport:{width:1280,height:820},...opts}); const p=await ctx.newPage();
  p.on("console",m=>{if(["error","warning"].includes(m.type()))console.log(name,m.type(),m.text())}); p.on("pageerror",e=>console.log(name,"pageerror",e.message));
  await p.goto(sb.url); await p.waitForSelector(".places"); await run(p); await p.waitForTimeout(350); await p.screenshot({path:`/tmp/shot-${name}.png`}); await ctx.close();
};
const type=async(p:any,t:string)=>{await p.fill("#composer-text",t); await p.press("#composer-text","Enter");};
const only=process.argv[2];
const S:Record<string,[any,(p:any)=>Promise<void>]>={
 light:[{},async p=>{await type(p,"Good morning, @Ben! Is the *mail queue* ready? <b>x</b> #incidents");await type(p,"/triage");await p.waitForSelector(".message.private");}],
 thread:[{colorScheme:"dark"},async p=>{await type(p,"@Adjutant what needs attention?");await p.waitForSelector(".replies");await p.click(".replies >> nth=-1");await p.waitForSelector("#thread-list .message");}],
 modal:[{},async p=>{await type(p,"/triage modal");await p.waitForSelector("#modal[open]");await p.fill("#modal textarea","meh");await p.selectOption("#modal select[data-type=users_select]","U0BEN");await p.click("#modal .bk-primary");await p.waitForSelector("#modal .bk-error");}],
 home:[{colorScheme:"dark"},async p=>{await p.click("text=Adjutant >> nth=1");await p.waitForSelector(".home-body");}],
 world:[{},async p=>{await p.click("text=World");await p.waitForSelector("#world .line");}],
 ledger:[{colorScheme:"dark"},async p=>{await type(p,"/triage");await p.click("text=Ledger");await p.waitForSelector(".entry");await p.fill("#composer-text","/");}],
 faults:[{},async p=>{await p.click("text=Faults");await p.waitForSelector(".fault");await p.click("text=Lose the next ack");}],
 phone:[{viewport:{width:390,height:844},isMobile:true,deviceScaleFactor:2},async p=>{await type(p,"/triage");await p.waitForSelector(".message.private");}],
 phoneside:[{viewport:{width:390,height:844},isMobile:true,colorScheme:"dark"},async p=>{await p.click("#open-sidebar");}],
 offer:[{},async p=>{await p.fill("#composer-text","/s");await p.press("#composer-text","ArrowDown");}],
};
for(const [n,[o,r]] of Object.entries(S)) if(!only||only.split(",").includes(n)) try{await shot(n,o,r)}catch(e){console.log(n,String(e).slice(0,400))}
await browser.close(); await app.stop(); await sb.close(); process.exit(0);
