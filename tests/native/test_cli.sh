#!/usr/bin/env bash
# The native program from outside: exit codes, messages, files. Usage: test_cli.sh PATHSTAR TESTS_DIRECTORY
. "$2/check.sh"
tiny=(--degree=2 --path-length=3 --labels=8 --layers=1 --heads=2 --width=8 --batch=16 --warmup=2)

# field NAME: a field of the last JSON line that the program wrote, 0 if there is none; dots lead into objects.
field() {
  tail -n 1 "$work/out" | node -e '
    let value = 0;
    try {
      value = JSON.parse(require("fs").readFileSync(0, "utf8"));
      for (const key of process.argv[1].split(".")) value = value[key];
    } catch {}
    console.log(typeof value === "object" ? JSON.stringify(value) : value);' "$1"
}

# Help, version, unknown things
expect 0 "Exit codes" help
expect 0 "Exit codes" --help
expect 0 "0.1.0" version
expect 2 "takes no argument 'extra'" version extra
expect 0 "--path-length" help train
expect 0 "--held-out-only" evaluate --help
expect 2 "no command given"
expect 2 "unknown command 'trian'" trian
expect 2 "the nearest is --path-length" train --path-lenght=4
expect 2 "the nearest is --threads" check --thread 2
expect 2 "takes no argument 'stray'" train stray
expect 2 "--steps needs a value" train --steps
expect 2 "--save needs a value" train --save --json
expect 2 "--steps is '1.5'" train --steps 1.5
expect 2 "--steps is '0x10'" train --steps 0x10
expect 2 "--steps is ' 10'" train --steps ' 10'
expect 2 "--until-path is '0x1p-1'" train --until-path 0x1p-1
expect 2 "--until-path is '1.5'; it must be a number from 0 to 1" train --until-path 1.5
expect 2 "--help takes no value" train --help=3
expect 2 "\\x1b]0;title\\x07\\x7f\\x0a.'" train "$(printf 'a\033]0;title\007\177\n.')"
expect 2 "--threads is '0'; it must be a whole number from 1 to 64" train --threads 0
expect 2 "unknown flag --no-width" train --no-width
expect 2 "--no-rope takes no value" train --no-rope=true

# Config: ranges, cross checks, files, presets
expect 2 "degree" graph --degree=0
expect 2 "degree" graph --degree 21
expect 2 "labels" graph --degree=3 --path-length=5 --labels=12
expect 2 "layout" graph --layout=star
expect 2 "preset" graph --preset=nonesuch
expect 2 "heads" train --width=10 --heads=3 --steps=0
expect 2 "kernel" train "${tiny[@]}" --steps=0 --kernels=abacus
expect 3 "cannot open" train --config "$work/absent.json"
config_case() { # JSON CODE WORDS
  printf '%s' "$1" >"$work/config.json"
  expect "$2" "$3" graph --config "$work/config.json"
}
config_case '{"degree": 2, "path_length": 3, "labels": 8, "rope": false, "layout": "paper"}' 0 "="
config_case '{"degre": 2}' 2 "unknown key 'degre'"
config_case '{"degree": "2"}' 2 "'degree' must be a number"
config_case '{"layout": 1}' 2 "'layout' must be a string"
config_case '{"rope": "true"}' 2 "'rope' must be a boolean"
config_case '{"degree": 2.5}' 2 "degree"
config_case '{"degree": 2, "degree": 3}' 2 "'degree' is given twice"
config_case '[1]' 2 "one JSON object"
config_case '{"degree": 2' 2 "not JSON"
config_case '{"degree": 2} x' 2 "not JSON"
printf '{"degree": 2}\n\0x' >"$work/config.json"
expect 2 "not JSON near byte 14" graph --config "$work/config.json"
printf '{"degree":\0 2}' >"$work/config.json"
expect 2 "not JSON near byte 10" graph --config "$work/config.json"
"$program" graph --config - --json <<<'{"degree": 2, "path_length": 3, "labels": 8}' >"$work/out"
so "a config from stdin is read" "$(field arms.1.length)" = 3
# A preset, then the file over it, then the flags over both, wherever they stand on the line.
printf '{"degree": 4, "labels": 20}' >"$work/config.json"
expect 0 "" graph --degree=5 --config "$work/config.json" --preset=A --json
so "flags are over the file" "$(field arms.length)" = 5
expect 0 "" graph --config "$work/config.json" --preset=A --json
so "the file is over the preset" "$(field arms.length)" = 4

# Graphs
expect 0 "/" graph --count=3 --split=held_out --index=7
so "three lines" "$(wc -l <"$work/out")" -eq 3
cp "$work/out" "$work/graphs.txt"
expect 0 "3 graphs, all valid; 3 on the held-out side" graph --parse "$work/graphs.txt"
expect 2 "--split is 'test'" graph --split=test
for given in --split=train --index=0 --count=1; do
  expect 2 "none of --split, --index, --count" graph --parse "$work/graphs.txt" "$given"
done
checks=$((checks + 1))
timeout 20 "$program" graph --count=1000000000000000 >/dev/full 2>"$work/err"
if [ $? -ne 3 ] || ! grep -q "cannot write to stdout" "$work/err"; then
  failures=$((failures + 1))
  echo "drawing did not stop at a full device" >&2
fi
expect 0 "2000 graphs, all valid" graph --parse "$tests/data/deg_2_path_5_nodes_50_test_2000.txt" \
  --degree=2 --path-length=5 --labels=50
echo "3,1|3,2/3,2=3,9" >>"$work/graphs.txt"
expect 2 "line 4" graph --parse "$work/graphs.txt"
: >"$work/empty.txt"
expect 2 "empty" graph --parse "$work/empty.txt"
expect 3 "cannot open" graph --parse "$work/absent.txt"

# Training: exact resumption, threads, contradictions
expect 0 "digest" train "${tiny[@]}" --steps=10 --evaluate-every=0 --graphs=20
expect 0 '"summary"' train "${tiny[@]}" --steps=10 --evaluate-every=4 --graphs=20 --json --save "$work/whole.ckpt"
so "three evaluations and a summary" "$(wc -l <"$work/out")" -eq 4
so "it is done" "$(field stopped)" = "done"
so "the summary has its config" "$(field config.width)" -eq 8
whole=$(field digest)
so "the digest has a mode" "${whole#*-}" != "$whole"
expect 0 "" train "${tiny[@]}" --steps=6 --evaluate-every=0 --graphs=20 --json --save "$work/half.ckpt"
so "another step has another digest" "$(field digest)" != "$whole"
expect 0 "" train --load "$work/half.ckpt" --width=8 --steps=4 --evaluate-every=0 --graphs=20 --json --threads=3
so "resuming gives the same bits" "$(field digest)" = "$whole"
so "three threads are used as two" "$(field threads)" -eq 2
so "resuming counts on" "$(field step)" -eq 10
expect 2 "width = 8, which 16 contradicts" train --load "$work/half.ckpt" --width=16
expect 2 "--preset contradicts" train --load "$work/half.ckpt" --preset=A
expect 2 "config.json: safetensors" train --load "$work/config.json"
head -c 1000 "$work/half.ckpt" >"$work/cut.ckpt"
expect 2 "cut.ckpt: safetensors" train --load "$work/cut.ckpt"
expect 3 "cannot open" train --load "$work/absent.ckpt"
expect 3 "cannot write" train "${tiny[@]}" --save "$work/no/such/folder"
expect 3 "not a regular file" train "${tiny[@]}" --save "$work"
expect 0 '"path reached"' train "${tiny[@]}" --steps=50 --until-path=0 --graphs=20 --json
so "it stopped at the first evaluation" "$(field step)" -eq 25
expect 0 '"train":{' train "${tiny[@]}" --train-graphs=10 --steps=1 --graphs=20 --json
so "a fixed set smaller than --graphs is asked whole" "$(field train.graphs)" -eq 10
# On a file's graphs: the first of them as a file are the fixed set, and a checkpoint is continued on them alone
expect 0 "" graph "${tiny[@]:0:3}" --count=10
cp "$work/out" "$work/ten.txt"
expect 0 "" train "${tiny[@]}" --train-graphs=10 --steps=6 --graphs=20 --json
set=$(field digest)
expect 0 '"trains_on"' train "${tiny[@]}" --train-on="$work/ten.txt" --steps=6 --graphs=20 --json
so "a file of its graphs is a fixed set" "$(field digest)" = "$set"
so "it is asked about them" "$(field train.graphs)" -eq 10
expect 0 "on its set" train "${tiny[@]}" --train-on="$work/ten.txt" --steps=4 --graphs=20 --save "$work/given.ckpt"
expect 2 "give them again with --train-on" train --load "$work/given.ckpt" --steps=2
expect 2 "ask about those with --data" evaluate --load "$work/given.ckpt" --split=train
expect 0 '"graphs":10' evaluate --load "$work/given.ckpt" --data "$work/ten.txt" --json
expect 0 "" train "${tiny[@]}" --steps=2 --graphs=20 --save "$work/drawn.ckpt"
expect 2 "trained on drawn graphs for 2 steps" train --load "$work/drawn.ckpt" --train-on="$work/ten.txt" --steps=2
expect 0 "" evaluate --load "$work/given.ckpt" --graphs=10
expect 0 "" train --load "$work/given.ckpt" --train-on="$work/ten.txt" --steps=2 --graphs=20 --json
so "continuing on them gives the same bits" "$(field digest)" = "$set"
head -n 9 "$work/ten.txt" >"$work/nine.txt"
expect 2 "nine.txt: these graphs" train --load "$work/given.ckpt" --train-on="$work/nine.txt" --steps=2
echo "3,1" >>"$work/nine.txt"
expect 2 "nine.txt: line 10" train "${tiny[@]}" --train-on="$work/nine.txt"
expect 3 "cannot open" train "${tiny[@]}" --train-on="$work/absent.txt"
expect 0 "" graph "${tiny[@]:0:3}" --count=3 --split=held_out
cp "$work/out" "$work/held.txt"
expect 0 "digest" train "${tiny[@]}" --train-on="$work/held.txt" --steps=1 --graphs=20
so "graphs of the held-out side are told" "$(grep -c "3 of its 3 graphs" "$work/err")" -eq 1
diverging=("${tiny[@]}" --optimizer=adamw --learning-rate=10 --weight-decay=10 --warmup=0 --steps=400 --graphs=20)
cp "$work/whole.ckpt" "$work/kept.ckpt"
expect 4 "kept.ckpt: not saved: the run diverged" train "${diverging[@]}" --evaluate-every=0 --save "$work/kept.ckpt"
so "it says first why" "$(head -n 1 "$work/err" | grep -c "not finite")" -eq 1
so "a good checkpoint is not overwritten" "$(cmp "$work/kept.ckpt" "$work/whole.ckpt" && echo same)" = same
expect 4 "not finite" train "${diverging[@]}" --json
so "its summary is there" "$(field stopped)" = "diverged"
ls "$work" >"$work/listing"
so "no half-written file is left" "$(grep -c partial "$work/listing")" -eq 0

# Ctrl-C ends after a step and saves (a background job of a script ignores SIGINT; node's child does not)
checks=$((checks + 1))
if ! node -e '
  const { spawn } = require("child_process");
  const run = spawn(process.argv[1], process.argv.slice(2), { stdio: ["ignore", "pipe", "inherit"] });
  let out = "", asked = false;
  run.stdout.on("data", (data) => { out += data; if (!asked) { asked = true; run.kill("SIGINT"); } });
  run.on("close", (code) => process.exit(code === 0 && out.includes("interrupted") ? 0 : 1));' \
  "$program" train "${tiny[@]}" --steps=1000000000 --graphs=20 --json --save "$work/interrupted.ckpt"; then
  failures=$((failures + 1))
  echo "Ctrl-C did not end training cleanly" >&2
fi
expect 0 "" evaluate --load "$work/interrupted.ckpt" --graphs=10

# Evaluation
expect 2 "needs --load" evaluate
expect 2 "it contradicts --data" evaluate --load "$work/whole.ckpt" --data "$work/graphs.txt" --split=train
expect 2 "it needs --data" evaluate --load "$work/whole.ckpt" --held-out-only
expect 2 "--split is 'test'" evaluate --load "$work/whole.ckpt" --split=test
expect 0 "20 graphs (held out)" evaluate --load "$work/whole.ckpt" --graphs=20
expect 0 "20 graphs (training stream)" evaluate --load "$work/whole.ckpt" --graphs=20 --split=train
expect 0 "" train "${tiny[@]}" --train-graphs=10 --steps=3 --graphs=20 --json --save "$work/set.ckpt"
trained=$(field train)
expect 0 "" evaluate --load "$work/set.ckpt" --graphs=20 --split=train --json
so "it asks about the training set" "$(field source)" = "training set"
so "and about all of it" "$(field graphs)" -eq 10
so "as training did" "$(field loss)" = "$(echo "$trained" | node -p 'JSON.parse(require("fs").readFileSync(0)).loss')"
expect 0 "position" evaluate --load "$work/whole.ckpt" --graphs=50
expect 0 '"forced":[' evaluate --load "$work/whole.ckpt" --graphs=50 --json
so "it asked 50 graphs" "$(field graphs)" -eq 50
so "it says which weights" "$(field digest)" = "$whole"
expect 0 "" train --degree=2 --path-length=3 --labels=10 --layers=1 --width=8 --steps=1 --graphs=20 --save "$work/ten.ckpt"
data=$tests/data/deg_2_path_3_nodes_10_test_2000.txt
expect 0 "may have been trained on" evaluate --load "$work/ten.ckpt" --data "$data"
expect 0 "" evaluate --load "$work/ten.ckpt" --data "$data" --json
so "the whole file" "$(field graphs)" -eq 2000
held_out=$(field file_held_out)
so "about one in eight is held out" "$held_out" -gt 100 -a "$held_out" -lt 500
expect 0 "" evaluate --load "$work/ten.ckpt" --data "$data" --held-out-only --json
so "only those" "$(field graphs)" -eq "$held_out"
(head -n 5 "$data"; echo "1,2|3,4") >"$work/bad.txt"
expect 2 "line 6" evaluate --load "$work/ten.ckpt" --data "$work/bad.txt"
expect 2 "line 1" evaluate --load "$work/whole.ckpt" --data "$tests/data/deg_2_path_5_nodes_50_test_2000.txt"

# Golden files
golden=$tests/golden
expect 0 "passed" check "$golden/gpt-teacher-forcing.safetensors" "$golden/gpt-teacherless.safetensors" \
  "$golden/gpt-odd.safetensors"
expect 0 "passed" check "$golden/mamba-teacher-forcing.safetensors" "$golden/mamba-teacherless.safetensors" \
  "$golden/mamba-odd.safetensors"
expect 0 "passed" check "$golden/gpt-top.safetensors" "$golden/mamba-top.safetensors"
expect 0 '"passed":true' check --json --threads 2 --kernels scalar "$golden/gpt-reverse.safetensors"
expect 0 '"passed":true' check --json --threads 2 --kernels scalar "$golden/mamba-odd.safetensors"
expect 2 "needs a golden file" check
expect 3 "cannot open" check "$work/absent.safetensors"
expect 2 "safetensors" check "$data"
# damaged NAME CODE WORDS SCRIPT: a golden file, $source, after SCRIPT changed its header `h`, metadata `m` or bytes `data`.
damaged() {
  node -e '
    const fs = require("fs");
    const [source, target, script] = process.argv.slice(1);
    const bytes = fs.readFileSync(source);
    const length = Number(bytes.readBigUInt64LE(0));
    let text = bytes.subarray(8, 8 + length).toString();
    const h = JSON.parse(text), m = h.__metadata__, data = Buffer.from(bytes.subarray(8 + length));
    const add = (name, index, change) => {
      const at = h[name].data_offsets[0] + 4 * index;
      data.writeFloatLE(data.readFloatLE(at) + change, at);
    };
    const rename = (from, to) => { h[to] = h[from]; delete h[from]; };
    eval(script);
    text = Buffer.from(JSON.stringify(h));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(text.length));
    fs.writeFileSync(target, Buffer.concat([size, text, data]));' \
    "$golden/${source:-gpt-teacher-forcing}.safetensors" "$work/$1.safetensors" "$4"
  expect "$2" "$3" check "$work/$1.safetensors"
}
damaged same 0 "passed" ''
damaged weight 1 "FAILED" 'add("param.layers.0.attn.queries_linear.weight", 5, 0.01)'
damaged gradient 1 "FAILED" 'add("grad.layers.1.mlp.proj.weight", 7, 0.001)'
damaged after 1 "FAILED" 'add("after5.final_layernorm.weight", 3, 0.01)'
damaged moved 1 "FAILED" 'add("after1.layers.0.ln_1.weight", 3, 5e-4)'
damaged nan 1 "FAILED" 'add("logits", 3, NaN)'
damaged missing 2 "there is no tensor 'after1.embed_tokens.weight'" 'rename("after1.embed_tokens.weight", "note")'
damaged unknown 2 "no tensor 'grad.extra'" 'h["grad.extra"] = { dtype: "F32", shape: [0], data_offsets: [0, 0] }'
damaged shape 2 "another shape" 'h["param.layers.0.attn.proj.weight"].shape = [16, 64]'
damaged arch 2 "architecture" 'm.arch = "rnn"'
damaged keyless 2 "neither 'n_head' nor 'heads'" 'delete m.n_head'
damaged range 2 "degree" 'm.degree = "0"'
damaged ours 0 "passed" 'm.heads = m.n_head; delete m.n_head; m.clip = "0"'
damaged heads 1 "FAILED" 'm.heads = "2"'
damaged token 2 "token.safetensors: x[0] = 14" 'data.writeInt32LE(14, h.x.data_offsets[0])'
source=mamba-odd
damaged headless 0 "passed" 'delete m.n_head'
damaged stateless 2 "neither 'd_state' nor 'state'" 'delete m.d_state'
damaged rate 1 "FAILED" 'add("grad.layers.0.mixer.A_log", 5, 0.01)'
damaged state 2 "another shape" 'm.d_state = "6"'
unset source

# Bench and describe
expect 0 '"ms_per_step"' bench "${tiny[@]}" --steps=5 --json --threads=3
so "three threads are timed as two" "$(field threads)" -eq 2
for name in ms_per_step steps_per_second flops_per_step gflops graphs_per_second threads; do
  so "$name is a positive number" "$(field "$name" | grep -cE '^[0-9.]*[1-9][0-9.e+-]*$')" -eq 1
done
expect 0 "GFLOP/s" bench "${tiny[@]}" --steps=5
expect 0 '"options"' describe
node -e 'JSON.parse(require("fs").readFileSync(0, "utf8"))' <"$work/out"
so "the description is JSON" $? -eq 0
expect 0 '| `path_length` | 2..20 | 4 |' describe --markdown

conclude cli
