#!/usr/bin/env bash
# `pathstar report` from outside: its page, its Markdown, its compact form, what it refuses; and whether EXPERIMENTS.md is
# what the committed results say. Usage: test_report.sh PATHSTAR TESTS_DIRECTORY
. "$(dirname "$0")/check.sh"
root=$tests/../..

# make FOLDER [SCRIPT]: results of a sweep, made up: two objectives, four seeds each, lines in no order. SCRIPT may
# change the `spec` and the `runs`.
make() {
  mkdir -p "$work/$1"
  node -e '
    const fs = require("fs");
    const [folder, script] = process.argv.slice(1);
    const spec = { name: "duel", claim: "One learns & the other does <not>.", base: {}, seeds: [1, 4], steps: 100 };
    const runs = [];
    for (const [which, objective] of ["teacherless", "teacher_forcing"].entries()) {
      for (let seed = 4; seed >= 1; seed--) {
        const solved = objective === "teacherless" && seed !== 3;
        const first = solved ? 0.96 : (30 + 2 * seed) / 100;
        const forced = [1, first, 1, 0.9];
        const last = solved ? 25 * seed : 100;
        const step = [25, 50, 75, 100].filter((s) => s <= last);
        const hans = which ? 0.5 : null;
        runs.push({
          id: `${which}${seed}`.padStart(16, "a"), varied: { objective, seed },
          config: { objective, seed, degree: 3, path_length: 4, labels: 10 },
          kernels: "scalar", digest: `00${which}${seed}-nofma`, budget: 100, steps: last, seconds: 2, flops_per_step: 4e7,
          parameters: 1234, reached: solved ? last : null, status: "done",
          curve: { step, loss: step.map(() => 1.5), held_loss: step.map(() => 1.5), path: step.map(() => first),
            hans: step.map(() => hans), hans_inner: step.map(() => hans), forced: step.map(() => forced),
            free: step.map(() => forced) },
          final: { graphs: 500, path: solved ? 0.95 : 0.3, hans, hans_inner: hans, forced, free: forced },
        });
      }
    }
    eval(script);
    fs.writeFileSync(`${folder}/spec.json`, JSON.stringify(spec));
    fs.writeFileSync(`${folder}/results.jsonl`, runs.map((run) => `${JSON.stringify(run)}\n`).join(""));' \
    "$work/$1" "${2:-}"
}

# says WORDS: what the program last wrote has them.
says() {
  checks=$((checks + 1))
  if ! grep -qF -- "$1" "$work/out"; then
    failures=$((failures + 1))
    echo "not written: $1" >&2
  fi
}

# The page
make duel
expect 0 "<!doctype html>" report "$work/duel"
cp "$work/out" "$work/duel.html"
says "One learns &amp; the other does &lt;not&gt;."
says '<th scope="row">teacherless</th><td>3 of 4<small>0.30 to 0.95</small></td><td>50<small>25 to 100</small></td>'
says '<td>0.96<small>0.36 to 0.96</small></td><td>0.33</td>' # first step at the end; chance
says '<td>2 G<small>1 G to 4 G</small></td>'                # FLOPs to it
says '<th scope="row">teacher_forcing</th><td>0 of 4<small>0.00 to 0.49</small></td><td>–</td>'
says '<code>0013-nofma</code>'
"$program" report "$work/duel" --out "$work/page.html"
so "--out writes the same page" "$(cmp "$work/page.html" "$work/duel.html" && echo same)" = same
checks=$((checks + 1))
if ! node -e '
  const html = require("fs").readFileSync(process.argv[1], "utf8");
  const wrong = [];
  const want = (what, good) => { if (!good) wrong.push(what); };
  want("no script", !/<script|\son\w+=/i.test(html));
  want("nothing is fetched", !/https?:|url\(|@import|<link|src=/i.test(html));
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]);
  want("ids are unique", new Set(ids).size === ids.length);
  const named = [...html.matchAll(/<svg[^>]*aria-labelledby="([^"]*)"/g)];
  want("there are six figures", named.length === 6 && html.split("<svg").length === 7);
  want("each has a title and a description", named.every((m) => m[1].split(" ").every((id) => ids.includes(id))));
  want("each has its data", html.split("<summary>Data").length - 1 === named.length);
  const levels = [...html.matchAll(/<h([1-6])/g)].map((m) => Number(m[1]));
  want("headings go down one at a time", levels[0] === 1 && levels.every((l, i) => !i || l <= levels[i - 1] + 1));
  want("no NaN", !/NaN|nan[ ,"]|inf[ ,"]/.test(html));
  const open = [];
  for (const [, close, name, rest] of html.replace(/<!doctype html>|<style>[^]*?<\/style>/g, "")
    .matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/g)) {
    if (close) want(`</${name}> closes what is open`, open.pop() === name);
    else if (!rest.endsWith("/") && name !== "meta") open.push(name);
  }
  want("all is closed", open.length === 0);
  if (wrong.length) console.error(`${process.argv[1]}: not so: ${wrong.join("; ")}`);
  process.exit(wrong.length ? 1 : 0);' "$work/duel.html"; then
  failures=$((failures + 1))
fi

# The compact form says the same, and again the same.
expect 0 '{"format":"pathstar-results-1",' report --compact "$work/duel"
"$program" report --compact "$work/duel" --out "$work/duel.json"
expect 0 "" report "$work/duel.json"
so "the page is the same from it" "$(cmp "$work/out" "$work/duel.html" && echo same)" = same
expect 0 "" report --compact "$work/duel.json"
so "it is its own compact form" "$(cmp "$work/out" "$work/duel.json" && echo same)" = same
expect 0 "" report --compact "$work/duel" --points 2
so "curves are thinned to every second point" \
  "$(node -p 'JSON.parse(require("fs").readFileSync(0)).runs[3].curve.step.join()' <"$work/out")" = 50,100
expect 0 "" report --compact "$work/duel" --points 0
so "or left out" "$(grep -c '"curve"' "$work/out")" -eq 0
cp "$work/out" "$work/bare.json"
expect 0 "0 of 4" report "$work/bare.json"
so "the page then has the scatter alone" "$(grep -c '<svg' "$work/out")" -eq 1

# A map: eight sizes of graph, of one objective
make grid 'spec.name = "grid";
  const one = runs[7];
  runs.length = 0;
  for (const d of [2, 3]) for (const l of [2, 3, 4, 5]) for (const seed of [1, 2]) {
    const forced = Array(l).fill(1).fill(1 / d, 1, 2);
    const config = { ...one.config, degree: d, path_length: l, labels: 1 + d * (l - 1), seed };
    runs.push({ ...one, config, id: `${d}${l}${seed}`, varied: { degree: d, path_length: l, labels: config.labels, seed },
      reached: l === 2 ? 50 : null, curve: {}, final: { ...one.final, forced, free: forced } });
  }'
expect 0 '<text class="share" x="68" y="54">2/2</text>' report "$work/grid"
says '<text class="small" x="136" y="70">1st 0.50</text>'
says '<th scope="row">2, 2</th><td>2 of 2 (0.34 to 1.00)</td><td>50 (50 to 50)</td>'

# Markdown
printf '# {{claim duel}}\n{{count duel}} runs of {{budget duel}} steps; {{solved duel objective=teacherless}} of one,
{{median duel first_step objective=teacher_forcing}} of the other.\n{{table duel objective=teacherless}}{{map grid}}' \
  >"$work/template.md"
expect 0 "" report "$work/duel" "$work/grid" --markdown "$work/template.md"
cat >"$work/wanted.md" <<'MARKDOWN'
# *Tested:* One learns & the other does <not>.
8 runs of 100 steps; 3 of 4 (0.30 to 0.95) of one,
0.35 (0.32 to 0.38) of the other.
| runs | reached 0.95 within 100 steps (95 % interval) | steps to it | first step at the end | chance | worst other position | path at the end | path if errors only piled up | seconds to it | FLOPs to it |
|---|---|---|---|---|---|---|---|---|---|
| all runs | 3 of 4 (0.30 to 0.95) | 50 (25 to 100) | 0.96 (0.36 to 0.96) | 0.33 | 0.900 (0.900 to 0.900) | 0.95 (0.30 to 0.95) | 0.86 (0.86 to 0.86) | 2.0 (2.0 to 2.0) | 2 G (1 G to 4 G) |
**All runs**

|  | l = 2 | l = 3 | l = 4 | l = 5 |
|---|---|---|---|---|
| d = 2 | **2/2**, 50 steps | 0/2, first step 0.50 | 0/2, first step 0.50 | 0/2, first step 0.50 |
| d = 3 | **2/2**, 50 steps | 0/2, first step 0.33 | 0/2, first step 0.33 | 0/2, first step 0.33 |

MARKDOWN
checks=$((checks + 1))
if ! diff "$work/wanted.md" "$work/out" >&2; then
  failures=$((failures + 1))
  echo "the template was filled otherwise" >&2
fi
template() { # TEXT WORDS
  printf '%b' "$1" >"$work/template.md"
  expect 2 "$2" report "$work/duel" --markdown "$work/template.md"
}
template 'x\n{{table}}' "template.md, line 2: a placeholder needs a kind and the name of a sweep, not 'table'"
template '{{table duet}}' "line 1: there are no results called 'duet'"
template '{{chart duel}}' "unknown placeholder 'chart'"
template '{{median duel speed}}' "there is no measure 'speed'"
template '{{median duel}}' "there is no measure ''"
template '{{table duel objective=reverse}}' "no run passes the filter after 'duel'"
template '{{table duel objectiv=reverse}}' "no run passes the filter after 'duel'"
template '{{map duel}}' "not enough sizes of graph"
template '{{table duel\n}}' "'{{' without '}}'"
template 'no placeholder' "says nothing of the results 'duel'"
expect 3 "cannot open" report "$work/duel" --markdown "$work/absent.md"

# What it refuses: file, line, key
expect 2 "report needs RESULTS" report
expect 2 "one sweep, not 2" report --compact "$work/duel" "$work/grid"
expect 2 "both called 'duel'" report "$work/duel" "$work/duel.json"
expect 2 "contradicts" report --compact --markdown x "$work/duel"
expect 3 "cannot open" report "$work/absent"
expect 3 "spec.json" report "$work"
damaged() { # SCRIPT WORDS
  make damaged "$1"
  expect 2 "$2" report "$work/damaged"
}
damaged 'delete spec.claim' "spec.json: 'claim' must be a text"
damaged 'runs.length = 0' "there is no finished run"
damaged 'runs[2].id = runs[1].id' "is in it twice"
damaged 'runs[2].id = 7' "results.jsonl, line 3: 'id' must be a text"
damaged 'delete runs[1].config' "line 2: 'config' must be an object"
damaged 'runs[1].config.degree = 0' "line 2: 'degree' must be"
damaged 'runs[1].config.degre = 2' "line 2: 'degre' must be"
damaged 'runs[1].config.labels = 5' "line 2: 'config' must be"
damaged 'runs[0].steps = "x"' "line 1: 'steps' must be a number of at least 0"
damaged 'runs[0].seconds = -1' "line 1: 'seconds' must be"
damaged 'delete runs[0].budget' "line 1: 'budget' must be"
damaged 'delete runs[0].reached' "line 1: 'reached' must be"
damaged 'runs[0].status = "running"' "line 1: 'status' must be \"done\" or \"diverged\""
damaged 'runs[0].digest = null' "line 1: 'digest' must be a text"
damaged 'runs[0].final = null' "line 1: 'final' must be an object"
damaged 'runs[0].final.path = 1.5' "line 1: 'path' must be a number from 0 to 1"
damaged 'runs[0].final.forced.pop()' "line 1: 'forced' must be a list with a number for each position"
damaged 'delete runs[0].final.free' "line 1: 'free' must be"
damaged 'runs[0].curve.path.pop()' "line 1: 'path' must be a list of numbers or nulls, as long as 'step'"
damaged 'runs[0].curve.loss[0] = "x"' "line 1: 'loss' must be"
damaged 'runs[0].curve.forced[1].push(1)' "line 1: 'forced' must be"
damaged 'runs[0].curve.step[0] = 500' "line 1: 'step' must be a list of growing"
damaged 'runs[0].curve = 3' "line 1: 'curve' must be"
damaged 'runs[0].varied = 3' "'varied' must be an object, or a list of names"
damaged 'runs[0].data = 3' "line 1: 'data' must be a list"
damaged 'runs[0].data = [{ graphs: 3, path: 1 }]' "line 1: 'file' must be a text"
make damaged 'Object.assign(runs[0], { status: "diverged", digest: null, final: null, curve: {}, reached: null })'
expect 0 ", diverged" report "$work/damaged"
make damaged
head -c -40 "$work/duel/results.jsonl" >"$work/damaged/results.jsonl"
expect 2 "results.jsonl, line 8: not JSON" report "$work/damaged"
printf '\n' >>"$work/duel/results.jsonl"
expect 2 "results.jsonl, line 9: not JSON" report "$work/duel"
printf '{"id":1}\0' >"$work/damaged/results.jsonl"
expect 2 "results.jsonl, line 1: not JSON" report "$work/damaged"
compact() { # SED-SCRIPT WORDS
  sed "$1" "$work/duel.json" >"$work/damaged.json"
  expect 2 "$2" report "$work/damaged.json"
}
compact '6s/,$//' "damaged.json, line 7: not JSON"
compact '1s/-1/-2/' "'format' must be \"pathstar-results-1\""
compact '3s/"objective"/3/' "'varied' must be a list of names"
compact '8s/"budget":100/"budget":null/' "damaged.json, run 3: 'budget' must be"
compact '4s/"degree":3/"degree":99/' "run 1: 'degree' must be"
: >"$work/damaged.json"
expect 2 "damaged.json, line 1: not JSON" report "$work/damaged.json"

# What a sweep really writes
cat >"$work/tiny.json" <<'SPEC'
{"name": "tiny", "claim": "It can be reported.", "seeds": [1, 2], "steps": 6, "evaluate": {"every": 2, "graphs": 20},
 "base": {"degree": 2, "path_length": 3, "labels": 5, "layers": 1, "width": 8, "heads": 2, "batch": 16},
 "cells": [{}, {"train_graphs": 10, "steps": 4}], "grid": {"objective": ["teacher_forcing", "reverse"]}}
SPEC
expect 0 "" sweep "$work/tiny.json" --out "$work/tiny" --jobs 2
expect 0 "4 to 6 steps" report "$work/tiny"
expect 0 "pathstar-results-1" report --compact "$work/tiny"

# EXPERIMENTS.md is what the committed results say. Without results there is none.
results=("$root"/experiments/results/*.json)
if [ -e "${results[0]}" ]; then
  expect 0 "" report "${results[@]}" --markdown "$root/experiments/EXPERIMENTS.template.md"
  checks=$((checks + 1))
  if ! diff "$root/EXPERIMENTS.md" "$work/out" >"$work/difference" 2>&1; then
    failures=$((failures + 1))
    echo "EXPERIMENTS.md is not what 'make experiments' writes:" >&2
    head -n 20 "$work/difference" >&2
  fi
  so "the results are small" "$(cat "${results[@]}" | wc -c)" -lt 1500000
else
  so "there is no EXPERIMENTS.md without results" ! -e "$root/EXPERIMENTS.md"
fi
conclude report
