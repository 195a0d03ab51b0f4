# make demo   builds the release executable and plays the demo story
# make test   builds everything and runs every test
# make browser    drives the pages in Chromium, make interface the HTTP interface; both on what make test has built
# make build  builds the release executable
# make bench  measures the mail parser beside GMime on mail that it makes first
# make fuzz   runs libFuzzer on every parser, FUZZ_SECONDS each (30)
# make format lays the source out by .swift-format
# Each installs what is missing of the Debian packages first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: demo test browser interface build bench fuzz format lint toolchain packages

PACKAGES := git pkg-config make libc6-dev libcurl4-openssl-dev libsqlite3-dev libxml2-dev zlib1g-dev sqlite3 strace
# Tests start the program often, and each time it reads the rules of all languages: that wants optimised code.
TEST_FLAGS := -Xswiftc -O
# Servers that tests start on loopback ports.
TEST_PACKAGES := dovecot-imapd openssl python3
BROWSER_PACKAGES := chromium fonts-liberation fonts-noto-core fonts-noto-cjk python3-venv
BENCH_PACKAGES := libgmime-3.0-dev valgrind binutils
FUZZ_PACKAGES := libstdc++-12-dev
SLUICE := .build/release/sluice
BENCH_FOLDER ?= .build-bench/mail
BENCH_COUNT ?= 4000
FUZZ_SECONDS ?= 30
# 0 begins elsewhere each time; any other number tries the same inputs again.
FUZZ_SEED ?= 0
# libFuzzer without a main of its own comes with the toolchain.
FUZZER = $(firstword $(wildcard $(dir $(realpath $(shell command -v swift)))../lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-$(shell uname -m).a))

demo: build
	@$(SLUICE) demo

build: toolchain packages
	swift build --configuration release --product sluice

test: PACKAGES += $(TEST_PACKAGES)
test: toolchain packages
	swift build --build-tests $(TEST_FLAGS)
	swift test --skip-build $(TEST_FLAGS)

# Testers from PyPI live in .build-browser and .build-interface.
browser: PACKAGES += $(BROWSER_PACKAGES)
browser: packages
	Tests/Browser/run.sh -q

interface: PACKAGES += python3 python3-venv openssl
interface: packages
	Tests/Interface/run.sh -q

bench: PACKAGES += $(BENCH_PACKAGES)
bench: toolchain packages
	SLUICE_BENCH_PEERS=1 swift build --configuration release --product gmime-bench
	swift build --configuration release --product sluice-bench
	@[ -d $(BENCH_FOLDER) ] || .build/release/sluice-bench generate $(BENCH_FOLDER) --count $(BENCH_COUNT)
	.build/release/sluice-bench mime $(BENCH_FOLDER)
	.build/release/sluice-bench mime $(BENCH_FOLDER) --instructions --limit 300

# What libFuzzer finds stays in .build-fuzz/corpus; a case that crashed belongs into fixtures/malformed once it is fixed.
fuzz: PACKAGES += $(FUZZ_PACKAGES)
fuzz: toolchain packages
	@[ -n "$(FUZZER)" ] || { echo "This toolchain has no libFuzzer (lib/clang/*/lib/linux)." >&2; exit 1; }
	SLUICE_FUZZER=$(FUZZER) swift build --configuration release --product sluice-fuzz --scratch-path .build-fuzz
	@export SWIFT_BACKTRACE=enable=no; .build-fuzz/release/sluice-fuzz cut 1 fixtures/{malformed,bounce,delay,complaint}; \
	.build-fuzz/release/sluice-fuzz cut 16 fixtures; mkdir -p .build-fuzz/seeds; \
	find fixtures -name '*.eml' -size -12k -exec cp {} .build-fuzz/seeds/ \; ; \
	for target in $$(.build-fuzz/release/sluice-fuzz); do \
	    mkdir -p .build-fuzz/corpus/$$target; \
	    seeds=""; case $$target in message|report) seeds=.build-fuzz/seeds;; esac; \
	    echo "fuzzing $$target for $(FUZZ_SECONDS) s"; \
	    .build-fuzz/release/sluice-fuzz $$target -seed=$(FUZZ_SEED) -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=10 \
	        -rss_limit_mb=2048 -verbosity=0 -artifact_prefix=.build-fuzz/$$target- \
	        .build-fuzz/corpus/$$target $$seeds; \
	done

format: toolchain
	swift format --in-place --recursive Package.swift Sources Tests

lint: toolchain
	swift format lint --strict --recursive Package.swift Sources Tests

packages:
	@missing=""; for name in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; done; \
	if [ -n "$$missing" ]; then \
	    if ! command -v apt-get >/dev/null; then \
	        echo "Sluice needs these Debian packages or their like:$$missing" >&2; exit 1; fi; \
	    as_root=""; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	    echo "installing:$$missing"; \
	    $$as_root apt-get update -qq; \
	    DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi

# Swift is in no Debian 12 package; without it there is nothing to do but say how to get it.
toolchain:
	@version="$$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)"; \
	if [ -z "$$version" ] || [ "$$(printf '6.2\n%s\n' "$$version" | sort -V | head -n 1)" != 6.2 ]; then \
	    { echo "Sluice needs Swift 6.2 or later; found: $${version:-none}."; \
	      echo "Get the official toolchain for Debian 12 from https://www.swift.org/install/linux/"; \
	      echo "(Swiftly, or the tarball): unpack it to /opt/swift, then"; \
	      echo "    export PATH=/opt/swift/usr/bin:\$$PATH"; \
	      echo "and run the same make command again."; } >&2; \
	    exit 1; fi
