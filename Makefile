# Thin: each target installs what is missing (Debian packages by .ci/install, npm packages by their lock files) and calls
# CMake's presets or npm's scripts.

background = nice -n 19 .ci/part

native_packages = cmake ninja-build gcc libc6-dev libcjson-dev pkgconf help2man
wasm_packages = cmake ninja-build emscripten clang-19 lld-19
bench_packages = $(native_packages) $(wasm_packages) chromium python3-torch libopenblas0-pthread
# A 64-bit Arm machine runs NEON in the native tests.
ifneq ($(shell uname -m),aarch64)
arm64_packages = gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static
arm64_tests = $(background) arm64 cmake --workflow --preset arm64
endif
page_packages = $(wasm_packages) chromium-headless-shell

format = clang-format-14 --dry-run --Werror $$(find core cli wasm tests/native tests/fuzz -name '*.[ch]')

export CTEST_PARALLEL_LEVEL ?= $(shell nproc)
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD = 1
# Debian's Python for Debian's Emscripten: a version manager's would start a dozen shells for every file.
export EMSDK_PYTHON ?= $(wildcard /usr/bin/python3)

help:
	@echo 'make demo    build the page and serve it on localhost'
	@echo 'make test    everything: C tests (native, sanitized, arm64, WebAssembly), the program, the page, in three browsers'
	@echo 'make check   what to run before each commit, in two minutes: native tests, unit tests, lint, one test in Chromium'
	@echo 'make tidy    what clang-tidy says of core/ and cli/, by the checks in .clang-tidy: nothing'
	@echo 'make coverage  how much of the C code the native tests run, as a page in build/coverage'
	@echo 'make races   the digests of runs on two and four threads, under the thread sanitizer'
	@echo 'make memory  readers, small runs and other tests under Valgrind'
	@echo 'make fuzz    TIME=60: mutated inputs for a minute a target, native and of the page; what breaks one is left in build/fuzz'
	@echo 'make bench   time kernels and training, natively and in Chromium, against other libraries; print the table'
	@echo 'make experiments  write EXPERIMENTS.md from the results in experiments/results, which the page shows with their curves'
	@echo 'make page    build the page into web/dist'
	@echo 'make clean   remove what was built; installed packages stay'

demo: page
	cd web && npm run preview

page: web/node_modules/.package-lock.json
	.ci/install $(wasm_packages)
	cmake --preset wasm
	cmake --build --preset wasm-modules
	cd web && npm run build

# Whatever can be, is beside something else: Debian's packages, one set after another, beside what needs none of them; the page
# beside the native tests, which wait for a disk, for ranks and for clocks; and the rest of the C tests beside all of that, at
# the lowest priority, so that none waits for them: a browser test waits half of its time.
# MPI and the browsers besides Chromium: where one cannot be had, its tests say so and are skipped.
test:
	rm -f build/parts.txt
	.ci/part packages .ci/install $(native_packages) clang-format-14 python3-torch parallel procps
	-.ci/part 'packages for MPI' .ci/install libopenmpi-dev openmpi-bin
	$(format)
	$(MAKE) --no-print-directory --jobs=4 in-the-browser sanitizers webassembly
	.ci/part

natively: tests/native/node_modules/.package-lock.json
	.ci/part native cmake --workflow --preset native

packages-of-the-page:
	.ci/part 'packages of the page' .ci/install $(page_packages)

packages-of-the-rest: packages-of-the-page
	.ci/part 'packages of the rest' .ci/install $(arm64_packages) libclang-rt-19-dev
	-.ci/part 'packages for Firefox' .ci/install firefox-esr
	-.ci/part 'packages for WebKit' .ci/install webkit2gtk-driver xvfb

the-page: packages-of-the-page web/node_modules/.package-lock.json tests/browser/node_modules/.package-lock.json
	.ci/part modules sh -c 'cmake --preset wasm && cmake --build --preset wasm-modules'
	.ci/part 'unit tests of the page' npm --prefix web test
	.ci/part 'building the page' npm --prefix web run build
	.ci/part 'checking the browser tests' npm --prefix tests/browser run check

in-the-browser: natively the-page packages-of-the-rest
	.ci/part 'browser tests, three at a time' npm --prefix tests/browser test -- --project=together --workers=3
	.ci/part 'browser tests, one at a time' npm --prefix tests/browser test -- --project=alone
	.ci/part 'Firefox and WebKit' npm --prefix tests/browser test -- --project=Firefox --project=WebKit --workers=2

sanitizers: packages-of-the-rest
	$(background) sanitizers cmake --workflow --preset asan

arm64: packages-of-the-rest
	$(arm64_tests)

# In the folder in which the modules are built.
webassembly: arm64 the-page
	$(background) WebAssembly cmake --workflow --preset wasm

# Everything that two minutes allow; the modules are built anew only where the core has changed.
check:
	rm -f build/parts.txt
	.ci/part packages .ci/install $(native_packages) clang-format-14
	$(format)
	$(MAKE) --no-print-directory --jobs=2 natively the-page
	.ci/part 'smoke test' npm --prefix tests/browser test -- weight
	.ci/part

# Kernels are looked at once for each instruction set, as they are compiled.
tidy:
	.ci/install $(native_packages) clang-tidy-14
	cmake --preset native
	run-clang-tidy-14 -quiet -p build/native '^$(CURDIR)/(core|cli)/'

# How much of the core and the program the native tests run, as a page in build/coverage.
coverage:
	.ci/install $(native_packages) gcovr python3-torch procps
	cmake --workflow --preset coverage
	gcovr --root . --filter core/ --filter cli/ --object-directory build/coverage --exclude-unreachable-branches \
	  --print-summary --html-details build/coverage/index.html --txt build/coverage/summary.txt

# Small configs alone: each takes about a minute once it is built.
races:
	.ci/install $(native_packages) clang-19 libclang-rt-19-dev
	cmake --workflow --preset tsan

memory:
	.ci/install $(native_packages) valgrind
	cmake --workflow --preset valgrind

# What breaks a native target is left in build/fuzz/findings; an input that breaks the page is printed.
TIME ?= 60
fuzz: web/node_modules/.package-lock.json
	.ci/install $(native_packages) clang-19 libclang-rt-19-dev
	cmake --preset fuzz
	cmake --build --preset fuzz
	tests/fuzz/run.sh $(TIME)
	VITE_FUZZ_SECONDS=$(TIME) nice -n 19 npm --prefix web test -- src/fuzz.test.ts

bench: page tests/bench/node_modules/.package-lock.json
	.ci/install $(bench_packages)
	cmake --preset native
	cmake --build --preset native --target pathstar bench_kernels
	cmake --build --preset wasm --target bench_modules
	node tests/bench/run.mjs

# What the sweeps of experiments/ found. The test test_report fails where EXPERIMENTS.md is not what this writes.
experiments:
	.ci/install $(native_packages)
	cmake --preset native
	cmake --build --preset native --target pathstar
	build/native/pathstar report experiments/results/*.json --markdown experiments/EXPERIMENTS.template.md --out EXPERIMENTS.md
	@echo 'Tables, maps and learning curves: drop files of experiments/results onto the page (make demo).'

clean:
	rm -rf build web/dist web/public/engine

# npm writes this file last.
%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund

.PHONY: help demo page test natively packages-of-the-page packages-of-the-rest the-page in-the-browser sanitizers arm64 webassembly check tidy coverage races memory fuzz bench experiments clean
