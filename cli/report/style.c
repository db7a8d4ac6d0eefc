#include "report/style.h"

#include <stddef.h>

const char *const report_style[] = {
    ":root{color-scheme:light;--paper:#fbf9f4;--raised:#fff;--ink:#1c1a17;--soft:#5c5750;--line:#dcd6ca;--edge:#857f75;"
    "--first:#c4104f;--focus:#0b57c9;--start:#6f6b66;--fill:#5cc9a7;--l:.5;--c:.17;"
    "--forcing:#a86400;--teacherless:#00795a;--reverse:#1a79b8;"
    "--serif:\"Iowan Old Style\",\"Palatino Linotype\",Palatino,\"URW Palladio L\",P052,ui-serif,Georgia,serif;"
    "--sans:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",Ubuntu,Cantarell,sans-serif}\n",
    /* Screens only: dark ink on white paper is what a printer wants. */
    "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#15161b;--raised:#1d1f26;"
    "--ink:#ece9e2;--soft:#aeaaa1;--line:#34363f;--edge:#767a86;--first:#ff6b95;--focus:#8ab8ff;--start:#9a978f;"
    "--fill:#0a6e53;--l:.76;--c:.13;--forcing:#e69f00;--teacherless:#2bc79b;--reverse:#56b4e9}}\n",
    "*{box-sizing:border-box}"
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}"
    "body{margin:0 auto;max-width:82rem;padding:1.5rem clamp(1rem,4vw,3rem) 4rem;background:var(--paper);"
    "color:var(--ink);font:400 1.0625rem/1.55 "
    "var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:break-word}\n",
    "h1,h2,h3,h4,h5{font-family:var(--serif);font-weight:500;line-height:1.15;margin:0;text-wrap:balance}"
    "h1{font-size:clamp(2.1rem,1.5rem + 2.6vw,3.4rem);letter-spacing:-.015em;margin:1rem 0 .6rem}"
    "h2{font-size:clamp(1.7rem,1.3rem + 1.6vw,2.4rem);letter-spacing:-.01em}"
    "h3{font-size:1.35rem;margin:2.6rem 0 .8rem}h4{font-size:1.1rem;margin:1.6rem 0 .5rem}"
    "h5{font:600 .875rem/1.4 var(--sans);margin:0 0 .4rem}\n",
    "p{margin:0 0 .8rem;max-width:46rem;text-wrap:pretty}.lead{font-size:1.2rem;max-width:44rem}"
    ".formula{white-space:nowrap}.note{color:var(--soft);font-size:.9375rem}"
    "a{color:inherit;text-decoration-color:var(--edge);text-underline-offset:.18em}"
    ":focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}\n",
    "nav ul{list-style:none;margin:1.2rem 0 0;padding:0}nav li{border-top:1px solid var(--line)}"
    "nav a{display:block;padding:.7rem 0;text-decoration:none}nav a:hover b{text-decoration:underline}"
    "nav b{font-family:var(--serif);font-weight:500;font-size:1.15rem}nav span{color:var(--soft);display:block;"
    "font-size:.9375rem}\n",
    "section{margin-top:4rem;padding-top:2rem;border-top:2px solid var(--ink)}section>h2{margin-bottom:.7rem}"
    "figure{margin:0;min-width:0}figure.map{max-width:24rem}figure.map h4{margin-top:0}"
    ".figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:1.4rem 2rem;"
    "align-items:start}.figures figure{max-width:34rem}"
    "svg{display:block;width:100%;height:auto;font-family:var(--sans);overflow:visible}\n",
    /* Tables scroll on their own, never the page; the first column stays. */
    ".wide{overflow-x:auto;max-width:100%}details .wide{max-height:24rem;overflow:auto;border:1px solid var(--line)}"
    "table{border-collapse:collapse;font-size:.875rem;line-height:1.4}"
    "th,td{padding:.45rem .65rem;text-align:left;border-bottom:1px solid "
    "var(--line);vertical-align:top;white-space:nowrap}"
    "thead th{font-weight:600;white-space:normal;min-width:4.6rem;vertical-align:bottom;border-bottom-color:var(--ink)}"
    "details thead th{min-width:0;position:sticky;top:0;background:var(--raised)}"
    "tbody th{font-weight:500}th:first-child{position:sticky;left:0;padding-left:0;background:var(--paper)}"
    "details th:first-child{background:var(--raised);padding-left:.65rem}details thead th:first-child{z-index:1}"
    "details table{background:var(--raised)}"
    "small{display:block;color:var(--soft);font-size:.8125rem}\n",
    "summary{padding:.6rem 0;cursor:pointer;font-size:.9375rem;color:var(--soft)}summary:hover{color:var(--ink)}"
    "details.group>summary{color:var(--ink);font-family:var(--serif);font-size:1.1rem;border-top:1px solid var(--line)}"
    "dl{max-width:46rem;font-size:.9375rem;margin:0 0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem;color:var(--soft)}"
    "code{font-size:.9em}\n",
    ".grid,.axis,.line,.thin,.chance{fill:none;stroke:var(--line);stroke-width:1}.axis{stroke:var(--edge)}"
    ".tick{font-size:11px;fill:var(--soft)}.label{font-size:12px;font-weight:600;fill:var(--ink)}"
    ".line{stroke-width:2.4;stroke-linejoin:round}.thin{stroke-width:.8;opacity:.32}"
    ".chance{stroke:var(--edge);stroke-width:1.4;stroke-dasharray:1.5 3.5;stroke-linecap:round}"
    ".chance-label{fill:var(--soft);font-weight:400}\n",
    /* A colour a position, as on the page: start grey, first step the accent, later ones from violet to blue. */
    ".line.start,.thin.start{stroke:var(--start);stroke-dasharray:1 2.5}.label.start{fill:var(--start)}"
    ".line.first,.thin.first{stroke:var(--first)}.label.first{fill:var(--first)}"
    ".line.train,.thin.train{stroke-dasharray:6 3}"
    ".line.later,.thin.later{stroke:oklch(var(--l) var(--c) var(--hue))}.label.later{fill:oklch(var(--l) var(--c) "
    "var(--hue))}[data-dash=\"0\"]{stroke-dasharray:9 4}[data-dash=\"1\"]{stroke-dasharray:3 3}"
    "[data-dash=\"3\"]{stroke-dasharray:12 3 3 3}"
    ".line.predicted,.thin.predicted{stroke:var(--reverse);stroke-dasharray:7 3}.label.predicted{fill:var(--reverse)}"
    ".line.hans,.thin.hans{stroke:var(--forcing);stroke-dasharray:6 2 1.5 2}.label.hans{fill:var(--forcing)}\n",
    ".mark{fill-opacity:.35;stroke-width:1.5}.mark-0{fill:var(--forcing);stroke:var(--forcing)}"
    ".mark-1{fill:var(--teacherless);stroke:var(--teacherless)}.mark-2{fill:var(--reverse);stroke:var(--reverse)}"
    ".mark-3{fill:var(--ink);stroke:var(--ink)}"
    ".cell{fill:var(--raised);stroke:var(--line)}.none{fill:none;stroke-dasharray:2 3}.fill{fill:var(--fill)}"
    ".share{font-size:15px;font-weight:600}.small{font-size:10.5px}.share,.small{text-anchor:middle;fill:var(--ink)}"
    ".side{font-size:12px;fill:var(--soft)}\n",
    "@media print{body{font-size:10pt;max-width:none;padding:0}section{break-before:page;margin-top:0}"
    "figure,tr{break-inside:avoid}details:not([open]){display:none}.wide{overflow:visible}"
    "table{font-size:7.5pt}th,td{white-space:normal;padding:2pt 4pt}thead th{min-width:0}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}nav{display:none}}\n",
    NULL};
