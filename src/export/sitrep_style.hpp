// How the HTML of a situation report looks. One column of text at reading width, the day in the margin, the map beside
// the summary where there is room; on a phone one column, and a sentence that was tapped lies at the foot of the
// screen. System fonts, so that the file needs nothing from anywhere. Private to this folder.
#pragma once

namespace tallybook {

inline constexpr const char* kSitrepStyle = R"css(
:root{--ink:#1b2330;--soft:#5a6474;--faint:#8b93a0;--paper:#fbfaf7;--card:#fff;--line:#e4e0d8;--land:#ebe7dd;--edge:#c9c2b3;--sea:#f3f5f6;
--red:#a8261c;--green:#2d6a4f;--amber:#8a5a00;--violet:#6b3a7d;--mark:#fde9b8;--tip:#1b2330;--tipink:#f6f4ee;--bar:#3d5a80}
@media (prefers-color-scheme:dark){:root{--ink:#e7e5df;--soft:#a8adb6;--faint:#7d838d;--paper:#14171c;--card:#1c2027;--line:#2d323b;--land:#2a2f37;
--edge:#454c57;--sea:#181c22;--red:#f08a7e;--green:#7cc4a0;--amber:#e2b25c;--violet:#c79ad6;--mark:#5a4a1d;--tip:#eceae3;--tipink:#1b2330;--bar:#7a9cc6}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.55 Georgia,"Iowan Old Style","Times New Roman",serif}
main{max-width:64rem;margin:0 auto;padding:2.5rem 1.5rem 5rem}
h1,h2,h3,.when,.meta,.tip cite,.bars,.map text,.n,.basis,.window,.ids,footer,th{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{font-size:2.1rem;line-height:1.15;margin:0;letter-spacing:-.02em}
.window{font-size:1.15rem;color:var(--red);font-weight:600;margin:.35rem 0 0}
.basis{color:var(--soft);font-size:.85rem;margin:.5rem 0 0}
header{border-bottom:3px solid var(--ink);padding-bottom:1.2rem;margin-bottom:1.8rem}
h2{font-size:.8rem;letter-spacing:.09em;text-transform:uppercase;color:var(--soft);margin:2.8rem 0 .9rem;padding-bottom:.4rem;border-bottom:1px solid var(--line)}
.top{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.15fr);gap:2.2rem;align-items:start}
.top h2{margin-top:0}
.only{grid-template-columns:1fr}
ul{list-style:none;margin:0;padding:0}
li{margin:0}
.list>li{padding:.5rem 0;border-bottom:1px solid var(--line);position:relative}
.list>li:last-child{border-bottom:0}
.top .list>li:first-child{font-size:1.3rem;line-height:1.35;padding-top:0}
figure{margin:0}
figcaption{font:.78rem/1.4 system-ui,sans-serif;color:var(--faint);margin-top:.45rem}
.map{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:6px}
.sea{fill:var(--sea)}.grid{stroke:var(--line);stroke-width:.7;fill:none}
.land{fill:var(--land);stroke:var(--edge);stroke-width:.9;stroke-linejoin:round;fill-rule:evenodd}
.country{font-size:12px;letter-spacing:.12em;text-transform:uppercase;fill:var(--faint);text-anchor:middle}
.place{font-size:13px;font-weight:600;fill:var(--ink);paint-order:stroke;stroke:var(--land);stroke-width:3px;stroke-linejoin:round}
.dot{fill:var(--bar);fill-opacity:.78;stroke:var(--card);stroke-width:1.5;cursor:pointer}
.dot.deadly{fill:var(--red)}
a:hover .dot,a:focus .dot{fill-opacity:1;stroke:var(--ink)}
.scale{fill:none;stroke:var(--soft);stroke-width:1.2}.km{font-size:11px;fill:var(--soft);text-anchor:middle}
.bars{display:flex;align-items:flex-end;gap:2px;height:9rem;margin:0;padding:1.2rem 0 0;border-bottom:1px solid var(--edge);font-size:.72rem;color:var(--soft)}
.bars a{flex:1 1 0;min-width:1px;max-width:3.4rem;height:100%;display:flex;flex-direction:column;justify-content:flex-end;position:relative;text-decoration:none;color:inherit}
.bars i{display:block;width:100%;background:var(--bar)}
.bars .high{background:none;border:1px dashed var(--bar);border-bottom:0}.bars .best{opacity:.5}
.bars b{font-weight:600;text-align:center;color:var(--ink);line-height:1.2}
.bars a:hover i,.bars a:focus i{filter:brightness(.8)}
.axis{display:flex;font:.75rem/1.4 system-ui,sans-serif;color:var(--soft);margin-top:.35rem}
.axis span{flex:1 1 0;min-width:0;white-space:nowrap}.axis.short{gap:2px}.axis.short span{max-width:3.4rem;text-align:center;white-space:nowrap}
.key{display:flex;gap:1.1rem;flex-wrap:wrap;font:.75rem/1.4 system-ui,sans-serif;color:var(--soft);margin:.6rem 0 0}
.key span::before{content:"";display:inline-block;width:.75rem;height:.75rem;margin-right:.35rem;vertical-align:-.08rem;background:var(--bar)}
.key .k2::before{opacity:.5}.key .k3::before{background:none;border:1px dashed var(--bar)}
.item{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:0 1.4rem;padding:1.1rem 0;border-bottom:1px solid var(--line);position:relative;scroll-margin-top:1rem}
.item:target{background:linear-gradient(90deg,var(--mark),transparent 60%)}
.item .when{font-size:.8rem;line-height:1.4;color:var(--soft);padding-top:.22rem}
.item .when b{display:block;color:var(--faint);font-weight:600}
h3{font-size:1.06rem;line-height:1.35;margin:0 0 .15rem}
.meta{font-size:.78rem;color:var(--soft);margin:0 0 .35rem}
.chip{font-weight:600}.confirmed{color:var(--green)}.claimed{color:var(--amber)}.disputed{color:var(--violet)}.denied{color:var(--red)}
.item p{margin:0}
.ids{font-size:.7rem;color:var(--faint);word-break:break-all;margin-top:.3rem!important}
.line{cursor:help;border-radius:3px;outline:0;text-decoration:underline dotted var(--edge) 1px;text-underline-offset:.22em}
.line:hover,.line:focus{background:var(--mark)}
.n{font-size:.68rem;font-weight:600;color:var(--bar);text-decoration:none;vertical-align:.35em;line-height:0;margin-left:.12em}
.n a{color:inherit;text-decoration:none}
.see{font:.78rem system-ui,sans-serif;color:var(--soft);white-space:nowrap}.see a{color:var(--bar);text-decoration:none}.see a:hover{text-decoration:underline}
.tip{display:none;position:absolute;z-index:9;left:0;right:0;top:calc(100% - .2rem);background:var(--tip);color:var(--tipink);padding:.85rem 1.1rem;border-radius:8px;
box-shadow:0 10px 34px rgba(0,0,0,.28);font-size:.95rem;line-height:1.5;max-width:44rem;cursor:default}
.item .tip{left:8.9rem}
.line:hover .tip,.line:focus .tip{display:block}
.tip q{display:block;quotes:"“" "”"}.tip q+q,.tip cite+q{margin-top:.7rem}
.tip mark,.sources mark{background:none;color:inherit;font-weight:700;text-decoration:underline;text-underline-offset:.15em}
.tip cite{display:block;font-style:normal;font-size:.78rem;opacity:.75;margin-top:.15rem}
.sources{font-size:.9rem;padding-left:2.2rem;margin:0}.sources li{padding:.35rem 0;scroll-margin-top:1rem}
.sources li:target{background:var(--mark)}
.sources li::marker{font:600 .78rem system-ui,sans-serif;color:var(--bar)}
.sources cite{font-style:normal;font-family:system-ui,sans-serif;font-size:.78rem;color:var(--soft)}.sources a{color:inherit}
footer{margin-top:3rem;font-size:.78rem;color:var(--faint)}
@media (max-width:48rem){body{font-size:16px}main{padding:1.4rem 1rem 6rem}h1{font-size:1.6rem}.top{grid-template-columns:1fr;gap:1.6rem}
.item{grid-template-columns:1fr}.item .when{padding:0 0 .2rem}.item .when b{display:inline;margin-right:.5rem}
.tip,.item .tip{position:fixed;left:.5rem;right:.5rem;top:auto;bottom:.5rem;max-width:none;max-height:55vh;overflow:auto}
.place{font-size:17px}.country{font-size:14px}.km{font-size:14px}.bars{height:7rem}}
@media print{.tip{display:none!important}.line{text-decoration:none}body{background:#fff;font-size:11pt}.item{break-inside:avoid}}
)css";

}  // namespace tallybook
