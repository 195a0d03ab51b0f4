# make demo   builds the release executable and plays the demo story
# make test   builds everything and runs every test
# make build  builds the release executable
# make format lays the source out by .swift-format
# Each installs what is missing of the Debian packages first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: demo test build format lint toolchain packages

PACKAGES := git pkg-config make libc6-dev libsqlite3-dev libxml2-dev zlib1g-dev sqlite3 strace
SLUICE := .build/release/sluice

demo: build
	@$(SLUICE) demo

build: toolchain packages
	swift build --configuration release --product sluice

test: toolchain packages
	swift build --build-tests
	swift test --skip-build

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
