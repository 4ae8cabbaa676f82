#include "mocks/wire/page_style.h"

namespace rehearse::wire {
namespace {

// Every colour is a variable; the pairs that text or a control's edge and its ground make have the
// contrast of WCAG 2.2 AA (1.4.3: 4.5 to 1, 1.4.11: 3 to 1) in both schemes. A test measures them.
constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--ground:#f2f4f8;--card:#fff;--inset:#f7f9fc;--ink:#17212f;--soft:#4c5a6c;--line:#d6dde7;--edge:#6f7e93;
--link:#1a56a8;--press:#1a56a8;--press-over:#134587;--on-press:#fff;--bar:#173a63;--on-bar:#fff;--bar-soft:#d3e0f0;
--bad:#a11a12;--bad-ground:#fdf1f0;--good:#1b6136;--good-ground:#edf8f1;--mark:#6b4a00;--mark-ground:#fff3cf;--ring:#0a63d1}
.green{--bar:#11483f;--bar-soft:#cde9e2}.plum{--bar:#45305f;--bar-soft:#e2d8f0}
@media (prefers-color-scheme:dark){:root{--ground:#0f151d;--card:#18212c;--inset:#131b25;--ink:#e7edf5;--soft:#abb8c8;--line:#303d4d;--edge:#8594a8;
--link:#8fbcf7;--press:#2a69bd;--press-over:#2f6fc5;--on-press:#fff;--bar:#0c2039;--bad:#ffb0a8;--bad-ground:#381d1c;
--good:#93dcae;--good-ground:#15301f;--mark:#ffe2a0;--mark-ground:#3a2f10;--ring:#7fb2ff}
.green{--bar:#0a2b26}.plum{--bar:#291b3b}}
*{box-sizing:border-box}
html{scroll-padding:1rem 0 3rem}
body{margin:0;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--ground);overflow-wrap:anywhere}
a{color:var(--link)}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--ring);outline-offset:2px}
header :focus-visible{outline-color:var(--on-bar)}
.skip,.sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:fixed;top:.5rem;left:.5rem;z-index:9;width:auto;height:auto;margin:0;padding:.5rem 1rem;clip-path:none;background:var(--card);border-radius:4px}
.wide{max-width:80rem;margin:0 auto;padding:0 1.25rem}
header{background:var(--bar);color:var(--on-bar)}
header .wide{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem 1.25rem;min-height:3.25rem;padding-top:.5rem;padding-bottom:.5rem}
header strong{font-size:1.05rem;letter-spacing:.01em}header a{color:var(--on-bar);font-weight:600}
header .mock{margin-right:auto;padding:.1rem .65rem;border:1px solid currentColor;border-radius:1rem;font-size:.82rem;color:var(--bar-soft)}
.apps{background:var(--card);border-bottom:1px solid var(--line)}
.apps ul{display:flex;flex-wrap:wrap;gap:0 1.4rem;margin:0;padding:0;list-style:none}
.apps a{display:block;padding:.6rem 0 .5rem;border-bottom:3px solid transparent;color:var(--ink);text-decoration:none}
.apps a:hover,.apps a[aria-current]{border-bottom-color:var(--press)}.apps a[aria-current]{font-weight:600}
main.wide{padding-top:1.1rem;padding-bottom:3rem}
.path ol{display:flex;flex-wrap:wrap;gap:.1rem .5rem;margin:0 0 .2rem;padding:0;list-style:none;font-size:.87rem;color:var(--soft)}
.path li+li::before{content:"\203A" / "";margin-right:.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:.1rem 0 1rem}h2{font-size:1.02rem;margin:.6rem 0 .2rem}
.narrow main{max-width:34rem}
.card,.part,details{background:var(--card);border:1px solid var(--line);border-radius:8px}
.card,.part{padding:1.1rem 1.25rem;margin-bottom:1rem}
details{margin:0 0 .9rem}details details{background:var(--inset)}
summary{padding:.6rem 1.25rem;font-weight:600;cursor:pointer;border-radius:8px}summary:hover{color:var(--link)}
details[open]>summary{border-bottom:1px solid var(--line);border-radius:8px 8px 0 0}
.body{padding:.9rem 1.25rem 1rem}
.body,.card{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:.75rem 2rem;align-items:start}
.body>*,.card>*{margin:0;min-width:0}
.body>:is(details,table,.box,h2,ul,ol,p,form,.picker,.bar,.row,.actions,.summary,.check,.copied),.card>:is(details,table,.box,h2,ul,ol,p,form,.picker,.bar,.row,.actions,.summary,.check,.copied){grid-column:1/-1}
.body>button,.card>button{justify-self:start;align-self:end}
.field>label{display:block;margin-bottom:.15rem;font-weight:600;font-size:.92rem}
.required>label::before{content:"* " / "";color:var(--bad)}
.check{display:grid;grid-template-columns:auto 1fr;gap:0 .6rem;align-items:start}
.check>label{font-weight:400;font-size:1rem;margin:0}.check>:is(.hint,.error){grid-column:2}
input:not([type=checkbox]),textarea,select{display:block;width:100%;padding:.42rem .6rem;border:1px solid var(--edge);border-radius:5px;background:var(--card);color:var(--ink);font:inherit}
textarea{min-height:5.2rem;resize:vertical}select[multiple]{height:14rem;padding:.2rem}option{padding:.15rem .4rem}
input[type=checkbox]{width:1.15rem;height:1.15rem;margin:.2rem 0 0;accent-color:var(--press)}
:is(input,select,textarea):disabled{background:var(--inset);color:var(--soft);cursor:not-allowed}
[aria-invalid]{border-color:var(--bad)!important;box-shadow:0 0 0 1px var(--bad)}
.hint{margin-top:.2rem;color:var(--soft);font-size:.87rem}.error{margin-top:.2rem;color:var(--bad);font-weight:600;font-size:.9rem}
button,.actions a{display:inline-block;padding:.42rem 1.1rem;border:1px solid var(--press);border-radius:5px;background:var(--press);color:var(--on-press);font:inherit;font-weight:600;line-height:1.5;text-decoration:none;cursor:pointer}
button:hover,.actions a:hover{background:var(--press-over);border-color:var(--press-over)}
button.quiet,.actions a,.copy{background:var(--card);color:var(--link);border-color:var(--edge)}
button.quiet:hover,.actions a:hover,.copy:hover{background:var(--inset);border-color:var(--link)}
button.danger{background:var(--card);color:var(--bad);border-color:var(--bad)}button.danger:hover{background:var(--bad-ground);border-color:var(--bad)}
.bar,.row,.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.6rem 1rem;margin:0 0 1rem;padding:0;list-style:none}
.card .bar,.body .bar,.card .actions{margin-bottom:0}
.tabs ul{display:flex;flex-wrap:wrap;gap:0 1.6rem;margin:0 0 1rem;padding:0;list-style:none;border-bottom:1px solid var(--line)}
.tabs a{display:block;margin-bottom:-1px;padding:.35rem .1rem;border-bottom:3px solid transparent;color:var(--ink);text-decoration:none}
.tabs a:hover,.tabs a[aria-current]{border-bottom-color:var(--press)}.tabs a[aria-current]{font-weight:600}
.go a{background:var(--press);color:var(--on-press);border-color:var(--press)}.go a:hover{background:var(--press-over);border-color:var(--press-over)}
.card form{display:grid;gap:.8rem}.card form>:is(.alert,.notice){margin:0}.card form>.field{max-width:44rem}.card form>button{justify-self:start}
.alert,.notice,.summary{margin:0 0 1rem;padding:.6rem 1rem;border:1px solid;border-left-width:5px;border-radius:5px}
.alert,.summary{color:var(--bad);background:var(--bad-ground)}.notice{color:var(--good);background:var(--good-ground)}
.summary p{margin:0;padding:0;border:0;font-weight:600}.summary ul{margin:.2rem 0 0;padding-left:1.2rem}.summary a{color:inherit}
.fact{margin:0}.fact dt{color:var(--soft);font-size:.87rem}.fact dd{margin:0;white-space:pre-line}.fact dd:empty::before{content:"\2013" / "";color:var(--soft)}
.copied{display:flex;flex-wrap:wrap;align-items:end;gap:.2rem 1rem}.copied .fact{min-width:0}
.copy{padding:.1rem .7rem;font-size:.87rem}
.secret dd{font:.93rem/1.5 ui-monospace,"Cascadia Mono",Menlo,monospace}
.box{overflow-x:auto;margin-bottom:1rem;background:var(--card);border:1px solid var(--line);border-radius:8px}table{width:100%;border-collapse:collapse;font-size:.95rem}
th,td{padding:.5rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--soft);font-size:.87rem;font-weight:600;white-space:nowrap}tbody tr:hover{background:var(--inset)}tbody tr:last-child td{border-bottom:0}
td .actions,td .bar{margin:0;gap:.2rem .9rem}td .actions a{padding:0;border:0;background:none;font-weight:400;text-decoration:underline}td button{padding:.15rem .7rem}
.plain{margin:0;padding-left:1.2rem}
code{padding:.1em .35em;border-radius:3px;background:var(--ground);font:.92em ui-monospace,"Cascadia Mono",Menlo,monospace}
h3{font-size:1rem;margin:1rem 0 .3rem}.good{color:var(--good)}.caution{color:var(--mark)}.bad{color:var(--bad)}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:0 1rem;align-items:start}.columns>*{min-width:0}
.part>*,.remark>*,td p{margin:0 0 .5rem}.part>:last-child,.remark>:last-child,td>:last-child{margin-bottom:0}
.part>h3{margin-top:1rem}.part>.box{border:0;border-radius:0}.part>.box :is(th,td):first-child{padding-left:0}
.first{border-left:5px solid var(--press)}.first h2{font-size:1.2rem}progress{width:100%;height:.8rem;accent-color:var(--good)}
.remark{padding-left:.75rem;border-left:4px solid var(--line)}.part>.remark:not(:last-child){margin-bottom:1rem}.is-good{border-color:var(--good)}.is-caution{border-color:var(--mark)}.is-bad{border-color:var(--bad)}
.code{font:1.5rem/1.3 ui-monospace,"Cascadia Mono",Menlo,monospace;letter-spacing:.12em}summary .hint{font-weight:400}
.ticks{padding:0;list-style:none}.ticks li{display:grid;grid-template-columns:1.4rem 2rem minmax(0,1fr);padding:.3rem .4rem;border-top:1px solid var(--line)}
.ticks li:first-child{border:0}.ticks li>span{color:var(--soft)}.ticks [aria-hidden]{font-weight:700}.ticks li>.good{color:var(--good)}.ticks li>.caution{color:var(--mark)}
.ticks .below{padding-left:1.8rem}.ticks .now{background:var(--inset);box-shadow:inset 4px 0 var(--press);font-weight:600}.ticks .hint{margin:0;font-weight:400}
.part summary{padding:.5rem .9rem}.part .body{padding:.5rem .9rem .7rem}.scroll{overflow-x:auto}.scroll img{display:block;max-width:none}
.picker{display:grid;grid-template-columns:minmax(0,1fr) auto minmax(0,1fr);gap:.6rem 1rem;align-items:center;margin:0;padding:0;border:0}
.arrows{display:flex;flex-direction:column;gap:.6rem}
.arrow{min-width:2.75rem;min-height:2.5rem;padding:.2rem .6rem}.arrow::before{content:"\25B6\FE0E" / ""}.arrow.back::before{content:"\25C0\FE0E" / ""}
@media (max-width:47.9rem){.wide{padding:0 1rem}.picker{grid-template-columns:minmax(0,1fr)}.arrows{flex-direction:row;justify-content:center}
.arrow{min-width:4rem}.arrow::before{content:"\25BC\FE0E" / ""}.arrow.back::before{content:"\25B2\FE0E" / ""}
select[multiple]{height:9.5rem}summary,.body,.card{padding-left:1rem;padding-right:1rem}details details :is(summary,.body){padding-left:.7rem;padding-right:.7rem}h1{font-size:1.3rem}
.stack,.stack tbody,.stack tr,.stack td{display:block}.stack thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.stack tr{padding:.5rem 0;border-bottom:1px solid var(--line)}.stack tr:last-child{border:0}.stack td{padding:.15rem 1rem;border:0}.stack td::before{content:attr(data-head) ": " / "";color:var(--soft);font-size:.87rem}
.part .stack td{padding-left:0}.part{padding:.9rem}.part :is(summary,.body){padding-left:.6rem;padding-right:.6rem}.ticks li{grid-template-columns:1.1rem 1.9rem minmax(0,1fr);padding-right:0}.ticks .below{padding-left:1.1rem}}
@media (prefers-reduced-motion:no-preference){button,a,summary{transition:background-color .12s,border-color .12s,color .12s}}
@media print{header,.apps,.bar,.actions{display:none}.part{padding:0;border:0}}
)";

}  // namespace

std::string_view page_style() { return kStyle; }

}  // namespace rehearse::wire
