#!/usr/bin/env bash
# Sweeps from outside: specs refused, kills survived, shards merged. Usage: test_sweep.sh PATHSTAR TESTS_DIRECTORY
. "$2/check.sh"
experiments=$tests/../../experiments

# Six cells a seed, one of which diverges; small enough to be run again and again.
spec='{
  "name": "tiny", "claim": "killing a sweep changes nothing",
  "base": {"degree": 2, "path_length": 3, "labels": "least", "layers": 1, "heads": 2, "width": 8, "batch": 16, "warmup": 2},
  "grid": {"objective": ["teacher_forcing", "reverse"]},
  "cells": [{}, {"degree": 3, "train_graphs": 40, "steps": 90},
            {"optimizer": "adamw", "learning_rate": 10, "weight_decay": 10, "warmup": 0}],
  "seeds": [1, 2], "steps": 140, "evaluate": {"every": 20, "graphs": 40, "train_graphs_asked": 30}
}'
printf '%s' "$spec" >"$work/spec.json"

# same WHAT A B: two folders hold the same results, whatever the order of the lines and the seconds.
same() {
  so "$1" "$(node -e '
    const fs = require("fs");
    const read = (folder) => fs.readFileSync(folder + "/results.jsonl", "utf8").trim().split("\n").map((line) => {
      const { seconds, ...rest } = JSON.parse(line);
      if (!(seconds > 0)) throw new Error(`seconds = ${seconds}`);
      return JSON.stringify(rest);
    }).sort().join("\n");
    console.log(read(process.argv[1]) === read(process.argv[2]) ? "same" : "other");' "$2" "$3")" = same
}

# inspect FOLDER SCRIPT: what SCRIPT makes of `lines`, the parsed results.
inspect() {
  node -e '
    const lines = require("fs").readFileSync(process.argv[1] + "/results.jsonl", "utf8").trim().split("\n").map(JSON.parse);
    console.log(eval(process.argv[2]));' "$1" "$2"
}

# begin arguments...: the sweep in the background, at the head of a process group of its own; $leader is its process.
begin() {
  setsid "$program" sweep "$@" >"$work/begun" 2>&1 </dev/null &
  leader=$!
}

# await COUNT PATTERN: until the background sweep has begun and there are so many files of that pattern; a minute at most.
await() {
  for _ in $(seq 6000); do
    if grep -q "at a time" "$work/begun" && [ "$(compgen -G "$2" | wc -l)" -ge "$1" ]; then return; fi
    sleep 0.01
  done
  so "$1 files $2 in time" 1 -eq 0
}

# ---- Specs that are refused, before anything is made ----

# refused WORDS SCRIPT: the spec after SCRIPT changed it, as `s`, or returned another text.
words=()
scripts=()
refused() {
  words+=("$1")
  scripts+=("$2")
}
refused "not JSON near byte" 'return "{"'
refused "one JSON object" 'return "[]"'
refused "'steps' is given twice" 'return JSON.stringify(s).replace("{", "{\"steps\":1,")'
refused "'width' is given twice" 'return JSON.stringify(s).replace("\"width\":", "\"width\":4,\"width\":")'
refused "unknown key 'step'; the keys are name, claim, base" 's.step = 1'
refused "'name' is missing" 'delete s.name'
refused "'name' must be a string that is not empty" 's.name = ""'
refused "'claim' must be a string" 's.claim = 3'
refused "'base' must be an object" 's.base = []'
refused "base: unknown key 'widht'" 's.base.widht = 3'
refused "base: 'width' must be a number" 's.base.width = "8"'
refused "base: width must be an integer in 1..1024, not \"0\"" 's.base.width = 0'
refused "base: width must be an integer in 1..1024, not \"8.5\"" 's.base.width = 8.5'
refused "base: preset must be one of" 's.base.preset = "none"'
refused "base: 'preset' must be a string" 's.base.preset = 1'
refused "base: 'seed' has no place here" 's.base.seed = 1'
refused "grid.seed[0]: 'seed' has no place here" 's.grid.seed = [1]'
refused "unknown key 'preset'" 's.grid.preset = ["A"]'
refused "'grid' is empty" 's.grid = {}'
refused "'grid' must be an object" 's.grid = [1]'
refused "grid: 'batch' is empty" 's.grid.batch = []'
refused "grid: 'batch' must be a list" 's.grid.batch = 4'
refused "grid.batch[1]: batch must be an integer in 1..4096, not \"0\"" 's.grid.batch = [4, 0]'
refused "grid.objective[1]: objective must be teacher_forcing, teacherless, reverse or top, not \"none\"" \
  's.grid.objective[1] = "none"'
refused "grid.rope[0]: 'rope' must be a boolean" 's.grid.rope = ["true"]'
refused "'cells' is empty" 's.cells = []'
refused "'cells' must be a list" 's.cells = {}'
refused "'cells' must be objects" 's.cells = [1]'
refused "cells[0]: 'objective' is in the grid, too" 's.cells = [{"objective": "reverse"}]'
refused "cells[1]: degree must be an integer in 1..20, not \"21\"" 's.cells[1].degree = 21'
refused "cells[0]: 'steps' is 0; it must be a whole number from 1" 's.cells[0].steps = 0'
refused "labels must be in 5..512, not 4" 's.cells = [{}, {"labels": 4}]'
refused "'labels' must be a number or \"least\"" 's.base.labels = "most"'
refused "labels must be an integer in 2..512, not \"900\"" 's.cells = [{"labels": 900}]'
refused "width must be a multiple of heads, not 9: heads is 2" 's.cells[0].width = 9'
refused "are the same run" 's.cells = [{}, {"degree": 2}]'
refused "are the same run" 's.grid.objective[1] = s.grid.objective[0]'
refused "are the same run" 's.seeds = [1, 2, 1]'
refused "'seeds' is missing" 'delete s.seeds'
refused "'seeds' is empty" 's.seeds = []'
refused "'seeds' must be a list" 's.seeds = 3'
refused "'seeds' is -1; it must be a whole number from 0 to 4294967295" 's.seeds = [-1]'
refused "'seeds' is 1.5" 's.seeds = [1.5]'
refused "'seeds' is \"1\"" 's.seeds = ["1"]'
refused "the first must not be above the last" 's.seeds = [3, 1]'
refused "'seeds' are more than 100000" 's.seeds = [0, 4294967295]'
refused "make 300000 cells; at most 100000 are allowed" 's.seeds = [1, 50000]'
refused "neither it nor the spec says 'steps'" 'delete s.steps'
refused "'steps' is 1.5; it must be a whole number from 1 to 1000000000" 's.steps = 1.5'
refused "'steps' is \"many\"" 's.steps = "many"'
refused "'evaluate' must be an object" 's.evaluate = 25'
refused "evaluate: unknown key 'often'; the keys are every, graphs, train_graphs_asked" 's.evaluate.often = 1'
refused "evaluate: 'every' is -1" 's.evaluate.every = -1'
refused "evaluate: 'graphs' is 0" 's.evaluate.graphs = 0'
refused "evaluate: 'train_graphs_asked' is null" 's.evaluate.train_graphs_asked = null'
refused "'stop_at_path' is 95; it must be a number from 0 to 1" 's.stop_at_path = 95'
refused "'data' is empty" 's.data = []'
refused "'data' has 1; it must be a file's path" 's.data = [1]'
node -e '
  const [folder, spec, ...scripts] = process.argv.slice(1);
  for (const [i, script] of scripts.entries()) {
    const s = JSON.parse(spec);
    const text = new Function("s", script)(s);
    require("fs").writeFileSync(`${folder}/bad-${i}.json`, text ?? JSON.stringify(s));
  }' "$work" "$spec" "${scripts[@]}"
for i in "${!words[@]}"; do
  expect 2 "${words[i]}" sweep "$work/bad-$i.json" --out "$work/bad"
  so "the message says which file" "$(grep -c "bad-$i.json" "$work/err")" -ge 1
  so "nothing is begun" ! -e "$work/bad"
done
node -e 'console.log(JSON.stringify({...JSON.parse(process.argv[1]), data: ["absent.txt"]}))' "$spec" >"$work/bad.json"
expect 3 "cannot open '$work/absent.txt'" sweep "$work/bad.json" --out "$work/bad"
expect 3 "cannot open" sweep "$work/absent.json" --out "$work/bad"
echo "1,2|1,3/1,2=1,2" >"$work/absent.txt"
expect 2 "absent.txt: line 1" sweep "$work/bad.json" --out "$work/bad"
expect 2 "needs one SPEC.json" sweep --out "$work/bad"
expect 2 "needs --out" sweep "$work/spec.json"
expect 2 "must be a file" sweep - --out "$work/bad"
expect 2 "--jobs is '0'" sweep "$work/spec.json" --out "$work/bad" --jobs 0
for shard in 0/2 3/2 1 a/b 1/2x 1/0 -1/2 1/1000000; do
  expect 2 "--shard is '$shard'; it must be i/n" sweep "$work/spec.json" --out "$work/bad" --shard "$shard"
done
expect 2 "kernels" sweep "$work/spec.json" --out "$work/bad" --kernels abacus
so "still nothing is begun" ! -e "$work/bad"
expect 3 "cannot make the folder" sweep "$work/spec.json" --out "$work/spec.json/out"

# ---- A whole sweep ----

expect 0 "12 cells, at most" sweep "$work/spec.json" --dry-run
so "a line a cell and one for all" "$(wc -l <"$work/out")" -eq 13
cp "$work/out" "$work/planned"
so "whole seeds first" "$(head -n 6 "$work/out" | grep -c '"seed":1}')" -eq 6
expect 0 "12 of 12 cells are finished" sweep "$work/spec.json" --out "$work/whole" --jobs 1
so "a line a cell" "$(wc -l <"$work/whole/results.jsonl")" -eq 12
so "a row a cell and their names" "$(wc -l <"$work/whole/results.csv")" -eq 13
so "its columns" "$(head -n 1 "$work/whole/results.csv" | cut -d, -f 1-12)" = \
  "objective,degree,train_graphs,optimizer,learning_rate,weight_decay,warmup,seed,budget,steps,status,reached"
so "the spec is copied" "$(cmp "$work/spec.json" "$work/whole/spec.json" && echo same)" = same
so "nothing is left over" -z "$(ls "$work/whole/partial")"
so "four diverged" "$(inspect "$work/whole" 'lines.filter((l) => l.status === "diverged").length')" -eq 4
so "those have a curve up to there" "$(inspect "$work/whole" \
  'lines.every((l) => (l.status === "diverged") === (l.steps < l.budget) && !(l.curve.step.at(-1) > l.steps))')" = true
so "labels follow degree" "$(inspect "$work/whole" '[...new Set(lines.map((l) => l.config.labels))].sort().join()')" = "5,7"
so "steps of its own" "$(inspect "$work/whole" '[...new Set(lines.map((l) => l.budget))].sort().join()')" = "140,90"
so "the last evaluation is of the end" "$(inspect "$work/whole" \
  'lines.filter((l) => l.budget === 90).every((l) => l.curve.step.join() === "20,40,60,80,90")')" = true
so "every list of a curve is as long" "$(inspect "$work/whole" \
  'lines.every((l) => Object.values(l.curve).every((list) => list.length === l.curve.step.length))')" = true
so "the training set is asked" "$(inspect "$work/whole" 'lines.every((l) => l.status !== "done" || l.final.train_graphs === 30)')" = true
digest=$(inspect "$work/whole" 'lines.find((l) => JSON.stringify(l.varied) === `{"objective":"reverse","seed":2}`).digest')
expect 0 "$digest" train --degree=2 --path-length=3 --labels=5 --layers=1 --heads=2 --width=8 --batch=16 --warmup=2 \
  --objective=reverse --seed=2 --steps=140 --evaluate-every=0 --graphs=20
cp "$work/whole/results.jsonl" "$work/before.jsonl"
expect 0 "12 of 12" sweep "$work/spec.json" --out "$work/whole"
so "it says that all is done" "$(grep -c "12 cells, 12 finished, 0 to continue" "$work/err")" -eq 1
# The finished cells' kernels are not those of these digests: as if the sweep had been moved to another machine.
mkdir "$work/moved"
sed 's/"kernels":"[^"]*"/"kernels":"abacus_fma"/; 2,$d' "$work/whole/results.jsonl" >"$work/moved/results.jsonl"
expect 2 "one sweep is of one mode" sweep "$work/spec.json" --out "$work/moved" --kernels scalar
so "a finished sweep is left alone" "$(cmp "$work/before.jsonl" "$work/whole/results.jsonl" && echo same)" = same
expect 0 "12 of 12" sweep "$work/spec.json" --out "$work/two" --jobs 2
same "two jobs do what one does" "$work/whole" "$work/two"

# More seeds go on from there; another sweep's results are refused.
sed 's/"seeds": \[1, 2\]/"seeds": [1, 3]/' "$work/spec.json" >"$work/more.json"
cp -r "$work/whole" "$work/more"
expect 0 "18 of 18" sweep "$work/more.json" --out "$work/more"
so "the finished are kept" "$(grep -c "18 cells, 12 finished" "$work/err")" -eq 1
so "and come first" "$(head -n 12 "$work/more/results.jsonl" | cmp - "$work/before.jsonl" && echo same)" = same
expect 2 "is not one of the spec's" sweep "$work/spec.json" --out "$work/more"
sed 's/"steps": 140/"steps": 141/' "$work/spec.json" >"$work/other.json"
expect 2 "is not one of the spec's: these are another sweep's results" sweep "$work/other.json" --out "$work/whole"

# ---- Killed ----

# Steps are saved one by one, so that kills fall between any two writes: some time after a cell has come further, however
# quick the machine and its disk are.
reached() {
  grep -ho '"steps":[1-9][0-9]*' "$work/killed/partial/"*.json 2>/dev/null | sort | cksum
}
RANDOM=20240311
continued=0
for round in 1 2 3 4 5 6 7 8; do
  before=$(reached)
  begin "$work/spec.json" --out "$work/killed" --jobs 2 --save-every 0
  for look in {1..500}; do
    [ "$(reached)" = "$before" ] && kill -0 -- "-$leader" 2>/dev/null || break
    sleep 0.01
  done
  sleep "0.$(printf '%03d' $((RANDOM % 90)))"
  kill -9 -- "-$leader" 2>/dev/null
  wait "$leader" 2>/dev/null
  so "none is begun again" "$(grep -c "starts again" "$work/begun")" -eq 0
  continued=$((continued + $(grep -c "continues from step [1-9]" "$work/begun")))
done
so "cells were continued, not begun again" "$continued" -ge 4
# A kill within the append, and what else one can leave.
line=$(head -n 1 "$work/whole/results.jsonl")
printf '%s' "${line:0:700}" >>"$work/killed/results.jsonl"
echo half >"$work/killed/partial/0123456789abcdef.json.partial-1"
echo half >"$work/killed/results.csv.partial-1"
expect 0 "12 of 12" sweep "$work/spec.json" --out "$work/killed" --jobs 2
same "kills change nothing" "$work/whole" "$work/killed"
so "each cell once" "$(wc -l <"$work/killed/results.jsonl")" -eq 12
so "nothing half-written is left" -z "$(ls "$work/killed/partial"; ls "$work/killed" | grep partial-)"

# A record finished by its run but not yet a line is taken in; one without its checkpoint starts again.
mkdir -p "$work/taken/partial"
id=$(inspect "$work/whole" 'lines[0].id')
head -n 1 "$work/whole/results.jsonl" | tr -d '\n' >"$work/taken/partial/$id.json"
second=$(inspect "$work/whole" 'lines[1].id')
inspect "$work/whole" 'JSON.stringify({ ...lines[1], status: "running", steps: 7 })' >"$work/taken/partial/$second.json"
expect 0 "12 of 12" sweep "$work/spec.json" --out "$work/taken"
so "the finished record counts" "$(grep -c "12 cells, 1 finished" "$work/err")" -eq 1
so "the other starts again" "$(grep -c "$second starts again" "$work/err")" -eq 1
same "they change nothing" "$work/whole" "$work/taken"

# One run killed: the others go on, and its cell is tried again by the same command.
sed 's/"steps": 140/"steps": 1500/; s/"steps": 90/"steps": 3000/; s/"seeds": \[1, 2\]/"seeds": [1]/' "$work/spec.json" >"$work/slow.json"
begin "$work/slow.json" --out "$work/crashed" --jobs 1 --save-every 0.01
await 1 "$work/crashed/partial/*.json"
kill -9 "$(pgrep -P "$leader" | head -n 1)"
wait "$leader"
so "a crash has its exit code" $? -eq 7
so "it says which cell" "$(grep -c '"seed":1} was killed by signal 9; the others go on' "$work/begun")" -eq 1
so "the others are done" "$(wc -l <"$work/crashed/results.jsonl")" -eq 5
expect 0 "6 of 6 cells are finished" sweep "$work/slow.json" --out "$work/crashed"
so "its cell went on" "$(grep -c "continues from step [1-9]" "$work/err")" -eq 1

# Killed between the last step that came out and the one that diverges: what goes on has no earlier weights to go back
# to, and must end as if it had never stopped. Steps are slow, so that the kill falls between those two.
node -e '
  const s = JSON.parse(process.argv[1]);
  const base = { ...s.base, batch: 4096, width: 64, layers: 2, optimizer: "adamw", learning_rate: 10, weight_decay: 10, warmup: 0 };
  console.log(JSON.stringify({ name: "diverging", claim: "none", base, seeds: [1], steps: 40, evaluate: { every: 2, graphs: 20 } }));
  ' "$spec" >"$work/diverging.json"
expect 0 "1 of 1" sweep "$work/diverging.json" --out "$work/diverged"
last=$(inspect "$work/diverged" 'lines[0].steps')
so "it diverges after some steps" "$(inspect "$work/diverged" 'lines[0].status')" = diverged -a "$last" -gt 2
for _ in $(seq 20); do
  rm -rf "$work/resumed"
  begin "$work/diverging.json" --out "$work/resumed" --save-every 0
  while kill -0 "$leader" 2>/dev/null && ! compgen -G "$work/resumed/partial/*-$last.safetensors" >/dev/null; do
    sleep 0.01
  done
  kill -9 -- "-$leader" 2>/dev/null
  wait "$leader" 2>/dev/null
  if grep -q "\"steps\":$last,.*\"status\":\"running\"" "$work"/resumed/partial/*.json 2>/dev/null; then break; fi
done
expect 0 "1 of 1" sweep "$work/diverging.json" --out "$work/resumed"
so "it went on from the last step" "$(grep -c "continues from step $last" "$work/err")" -eq 1
same "divergence right after a resume changes nothing" "$work/diverged" "$work/resumed"

# Asked to stop: saved, exit code 6, and only one sweep in a folder meanwhile.
sed 's/"steps": 140/"steps": 100000000/; s/"seeds": \[1, 2\]/"seeds": [1]/' "$work/spec.json" >"$work/long.json"
for signal in TERM INT; do
  begin "$work/long.json" --out "$work/stopped" --jobs 4 --save-every 0.1
  await 2 "$work/stopped/partial/*.safetensors"
  expect 3 "another sweep is at work in '$work/stopped'" sweep "$work/spec.json" --out "$work/stopped"
  kill "-$signal" "$leader"
  wait "$leader"
  so "$signal has its exit code" $? -eq 6
  so "unfinished cells are saved" "$(compgen -G "$work/stopped/partial/*.safetensors" | wc -l)" -ge 2
  so "$signal says how to go on" "$(grep -c "the same command goes on from here" "$work/begun")" -eq 1
done

# ---- Shards ----

for shard in 1 2 3; do
  expect 0 " of 12" sweep "$work/spec.json" --out "$work/shards/$shard" --shard "$shard/3"
done
so "every cell is in one shard" "$(cat "$work"/shards/?/results.jsonl | wc -l)" -eq 12
expect 0 "12 of 12" sweep --merge "$work/merged" "$work"/shards/?
same "merged shards are the whole" "$work/whole" "$work/merged"
so "with the same table, but for the seconds" "$(cut -d, -f 1-25,27- "$work/merged/results.csv" | sort | cksum)" = \
  "$(cut -d, -f 1-25,27- "$work/whole/results.csv" | sort | cksum)"
expect 0 "12 of 12" sweep --merge "$work/merged" "$work/shards/1" "$work/whole"
same "merging twice changes nothing" "$work/whole" "$work/merged"
expect 0 " of 12 cells are finished" sweep --merge "$work/half" "$work/shards/1"
same "a part is merged as it is" "$work/half" "$work/shards/1"
expect 2 "needs the folders" sweep --merge "$work/merged"
expect 3 "cannot open" sweep --merge "$work/merged" "$work/absent"
expect 2 "is not one of the spec's" sweep --merge "$work/half" "$work/shards/1" "$work/more"
cp -r "$work/whole" "$work/odd"
sed -i '1s/"digest":"\(...\)/"digest":"???/' "$work/odd/results.jsonl"
expect 2 "ended with the digest ???" sweep --merge "$work/conflict" "$work/whole" "$work/odd"
so "it names the other digest, too" "$(grep -c "$(inspect "$work/whole" 'lines[0].digest')" "$work/err")" -eq 1
so "a conflict leaves nothing" ! -e "$work/conflict/results.jsonl"
sed -i '2s/.*/nothing/' "$work/odd/results.jsonl"
expect 2 "results.jsonl, line 2: not a JSON object" sweep "$work/spec.json" --out "$work/odd"

# On a cluster: the job array, as Slurm would run it; here, with GNU parallel.
for task in 1 2 3; do
  SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=3 SLURM_CPUS_PER_TASK=2 PATHSTAR=$program \
    bash "$experiments/sweep.slurm" "$work/spec.json" "$work/slurm" >"$work/out" 2>"$work/err"
  so "task $task is done" $? -eq 0
done
expect 0 "12 of 12" sweep --merge "$work/slurm" "$work"/slurm/part-*
same "a job array does the whole" "$work/whole" "$work/slurm"
SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=1 PATHSTAR=$program \
  bash "$experiments/sweep.slurm" "$work/spec.json" "$work/slurm" 3 >"$work/out" 2>"$work/err"
so "one task submitted again knows its shard" "$(grep -c "in shard 2 of 3" "$work/err")" -eq 1
if command -v parallel >/dev/null; then
  parallel --will-cite "$program" sweep "$work/spec.json" --shard {}/4 --jobs 1 --out "$work/parallel/{}" \
    ::: 1 2 3 4 >"$work/out" 2>"$work/err"
  so "GNU parallel is done" $? -eq 0
  expect 0 "12 of 12" sweep --merge "$work/parallel" "$work"/parallel/?
  same "its shards are the whole" "$work/whole" "$work/parallel"
else
  echo "sweep: SKIPPED the run by GNU parallel, which is not installed"
fi

# ---- Data, and the committed specs ----

cat >"$work/data.json" <<END
{"name": "data", "claim": "none", "base": {"degree": 2, "path_length": 3, "labels": 10, "layers": 1, "heads": 2, "width": 8},
 "seeds": [1], "steps": 3, "stop_at_path": 0, "evaluate": {"every": 2, "graphs": 20}, "data": ["graphs.txt"]}
END
head -n 50 "$tests/data/deg_2_path_3_nodes_10_test_2000.txt" >"$work/graphs.txt"
expect 0 "1 of 1" sweep "$work/data.json" --out "$work/data"
so "the file's graphs are asked" "$(inspect "$work/data" 'lines[0].data[0].file + lines[0].data[0].graphs')" = graphs.txt50
so "and those held out apart" "$(inspect "$work/data" 'lines[0].data[0].held_out.graphs < 50')" = true
so "the path asked for ends a run" "$(inspect "$work/data" 'lines[0].steps + " " + lines[0].reached')" = "2 2"
for committed in "$experiments"/*.json; do
  expect 0 "cells, at most" sweep "$committed" --dry-run
done

conclude sweep
