# On a fresh Debian or Ubuntu machine with cargo, node and npm:
#   make run     opens the app            make test    runs every test
#   make demo    the main job in words    make lint    format, lints, types
#   make fuzz    SECONDS=600 of anything  make bench   beside DuckDB, Polars and pandas
#   make test-long  the long parts of the tests, some hours
#   make manual  into target/manual       make package   what installs, into target/release/bundle
# Each installs what it misses: system packages, the page's packages, the built page.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run no-screen demo test test-long lint fuzz bench bench-window manual pictures package package-test materials types setup aepp rust node system-build system-package system-test system-cc system-python
export PATH := $(PATH):$(HOME)/.cargo/bin

# One feature set for build, lint and test: another one would compile the whole tree again.
FEATURES := --features custom-protocol
COMMA := ,
# What tests depend on turns features of others on as well: without a test among the targets, these would differ.
WITH_TESTS := --bins --test layers
# A lock file that does not fit is an error where nobody looks on.
LOCKED := $(if $(CI),--locked,)

# Empty where no window can open; other systems than Linux always have a screen.
SCREEN := $(if $(filter Linux,$(shell uname)),$(DISPLAY)$(WAYLAND_DISPLAY),yes)
SUDO := $(if $(filter 0,$(shell id -u)),,sudo )

BUILD_PACKAGES := build-essential pkg-config libwebkit2gtk-4.1-dev librsvg2-dev
TEST_PACKAGES := webkit2gtk-driver xvfb xauth xkb-data dbus gnome-keyring xdotool imagemagick python3 python3-gi gir1.2-gtk-3.0 dunst libayatana-appindicator3-1
# The same things by what they do, for systems without dpkg.
BUILD_NEEDS := pkg-config --exists webkit2gtk-4.1 librsvg-2.0
TEST_NEEDS := type WebKitWebDriver Xvfb dbus-daemon gnome-keyring-daemon xdotool python3 dunst

GET_RUST := curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y
GET_NODE := $(SUDO)apt-get install -y curl && curl -fsSL https://deb.nodesource.com/setup_22.x | $(SUDO)bash - && $(SUDO)apt-get install -y nodejs

help:
	@sed -n '1,7s/^# \{0,1\}//p' Makefile

## ---- the four commands -------------------------------------------------------------------------

# FILE=customers.csv opens a file at once.
ifneq ($(SCREEN),)
run: rust node system-build ui/dist/index.html
	cargo build $(LOCKED) --workspace $(FEATURES) $(WITH_TESTS)
	@"$${CARGO_TARGET_DIR:-target}/debug/profile-courier" $(if $(FILE),"$(FILE)")
else
run: no-screen demo
endif

no-screen:
	@echo "There is no display here, so no window can open: this is 'make demo' instead."

# A folder of its own each time, so that every demo is a first upload.
demo: rust system-cc
	@cargo build $(LOCKED) --package cli --bin courier
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT; code=0; \
	XDG_DATA_HOME="$$data/data" XDG_CONFIG_HOME="$$data/config" XDG_CACHE_HOME="$$data/cache" XDG_STATE_HOME="$$data/state" \
	  "$${CARGO_TARGET_DIR:-target}/debug/courier" upload --sample || code=$$?; \
	case $$code in \
	  0) echo "Exit 0: every row went through." ;; \
	  1) echo "Exit 1: done; the rows that were left out are listed above." ;; \
	  *) echo "Exit $$code: the demo did not get through."; exit $$code ;; \
	esac

# The types that the page uses are made by the Rust tests; a second copy tells whether the committed ones are fresh.
test: setup
	@rm -rf target/generated && mkdir -p target/generated
	TS_RS_EXPORT_DIR="$(CURDIR)/target/generated" cargo test $(LOCKED) --workspace $(FEATURES) --no-fail-fast
	@diff -rq target/generated ui/src/generated || { echo "ui/src/generated is not what the Rust types say: run 'make types' and commit it."; exit 1; }
	cd ui && npm test

lint: setup
	@cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || \
	  { echo "rustfmt or clippy is missing. Get them with:  rustup component add rustfmt clippy"; exit 1; }
	cargo fmt --all --check
	cargo clippy $(LOCKED) --workspace --all-targets $(FEATURES) -- -D warnings
	cd ui && npm run lint

# The long parts of what `make test` runs shortly: some hours. RELIABILITY.md has what came of it.
KILLS := 500
test-long: setup
	KILLS=$(KILLS) cargo test $(LOCKED) --package cli --test several -- --nocapture
	KILLS=$(KILLS) cargo test $(LOCKED) --package cli --test kill -- --nocapture
	POINTS=all cargo test $(LOCKED) --package cli --test disk -- --nocapture
	ROUNDS=60 cargo test $(LOCKED) --package cli --test due -- --nocapture
	ROWS=200000 KILLS=40 cargo test $(LOCKED) --package cli --test land -- --nocapture
	CASES_SEQUENCES=40 CASES_PAIRS=all cargo test $(LOCKED) --package cli --test cases sequences:: -- --nocapture
	SCHEDULE_SEEDS=20 cargo test $(LOCKED) --package ingest --lib no_slot_runs_twice -- --nocapture
	FUZZ_SECONDS=600 cargo test $(LOCKED) --package ingest --test fuzz -- --nocapture

# The targets run for two seconds each in `make test` too.
fuzz: SECONDS ?= 600
fuzz: rust system-cc
	FUZZ_SECONDS=$(SECONDS) cargo test $(LOCKED) --package ingest --test fuzz -- --nocapture

# Its Python packages stay in target/; ROWS="1000000 5000000" takes 2 GB of disk and a while.
BENCH_ROWS := $(or $(ROWS),1000000)
bench: rust system-cc
	cargo build $(LOCKED) --release --package cli --bin courier
	[ -x target/bench/bin/python ] || python3 -m venv target/bench
	target/bench/bin/python -m pip install --quiet --disable-pip-version-check duckdb polars pandas pyarrow
	target/bench/bin/python tools/bench/bench.py "$${CARGO_TARGET_DIR:-target}/release/courier" $(BENCH_ROWS:%=--rows %) --into BENCHMARKS.md

# Sizes, cold start and idle memory of what `make package` built; dropping the page cache needs root. Debian's own Python
# is the one that knows its python3-gi.
bench-window: system-test
	$(SUDO)/usr/bin/python3 tools/bench/window.py "$${CARGO_TARGET_DIR:-target}/release/profile-courier" "$${CARGO_TARGET_DIR:-target}/release/courier" \
	  $$(ls "$${CARGO_TARGET_DIR:-target}"/release/bundle/*/*.{deb,rpm} 2>/dev/null) --into BENCHMARKS.md

# Both languages, in target/manual.
manual: rust system-cc
	tools/manual.sh

# Every picture of docs/ is one that a journey takes in the real window: takes them anew.
pictures: setup
	cargo test $(LOCKED) $(FEATURES) --no-fail-fast
	@for picture in docs/*.png; do cp "target/screenshots/$${picture#docs/}" "$$picture" || exit 1; done

# What this system can install: BUNDLES=deb,rpm on Linux, nsis,msi on Windows, dmg on macOS. Once everything was fetched
# and built, nothing here needs a network.
BUNDLES := $(if $(filter Linux,$(shell uname)),deb$(COMMA)rpm,$(if $(filter Darwin,$(shell uname)),dmg,nsis$(COMMA)msi))
package: rust node system-build system-package ui/node_modules/.package-lock.json
	tools/package.sh $(BUNDLES)

# The newest .deb in a fresh Debian: installed, used, upgraded, removed. Needs root, debootstrap and a network.
package-test:
	$(SUDO)tests/package/run.sh "$$(ls -t "$${CARGO_TARGET_DIR:-target}"/release/bundle/deb/*.deb | head -n 1)"

# What all of it is made of, as CycloneDX, in target/materials.
materials: rust node system-cc
	tools/materials.sh

# Writes ui/src/generated anew.
types: rust system-build ui/dist/index.html
	find ui/src/generated -name '*.ts' -delete
	cargo test --quiet --workspace $(FEATURES) export_bindings

## ---- what they need ----------------------------------------------------------------------------

setup: rust node system-build system-test ui/dist/index.html tests/readers/node_modules/.package-lock.json tests/azurite/node_modules/.package-lock.json aepp

rust:
	@need=$$(sed -n 's/^rust-version = "\([0-9.]*\)"/\1/p' Cargo.toml); \
	command -v cargo >/dev/null && command -v rustc >/dev/null || \
	  { echo "Rust is missing. Get it with:  $(GET_RUST)"; exit 1; }; \
	have=$$(rustc --version | cut -d ' ' -f 2); \
	printf '%s\n' "$$need" "$${have%%-*}" | sort -V -C || { \
	  if command -v rustup >/dev/null; then get='rustup update stable'; else get="$(GET_RUST)"; fi; \
	  echo "Rust $$have is too old, $$need is needed. Get it with:  $$get"; exit 1; }

node:
	@command -v node >/dev/null && command -v npm >/dev/null || \
	  { echo "Node.js or npm is missing. Get both with:  $(GET_NODE)"; exit 1; }; \
	node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' || \
	  { echo "Node.js $$(node --version) is too old, 20.19 or 22.12 is needed. Get it with:  $(GET_NODE)"; exit 1; }

# $(call packages,NAMES,WHAT TO TRY WHERE THERE IS NO DPKG,WHAT FOR): asks first, installs only what is missing.
define packages
@if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then \
  $(2) >/dev/null 2>&1 || { echo "Needed to $(3), and not found here: what Debian calls $(1). Please install it and try again."; exit 1; }; \
  exit 0; \
fi; \
missing=$$(for name in $(1); do dpkg-query -W -f='$${db:Status-Status}' "$$name" 2>/dev/null | grep -qx installed || printf '%s ' "$$name"; done); \
[ -n "$$missing" ] || exit 0; \
echo "Installing what is needed to $(3): $$missing"; \
$(SUDO)apt-get update -qq && \
$(SUDO)env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null || \
  { echo "That did not work. By hand:  $(SUDO)apt-get install -y --no-install-recommends $$missing"; exit 1; }
endef

system-cc:
	$(call packages,build-essential,command -v cc,build)

system-build:
	$(call packages,$(BUILD_PACKAGES),$(BUILD_NEEDS),build the window)

# Tauri's bundler looks where the tray's library is, to name its package.
system-package:
	$(call packages,libayatana-appindicator3-dev,pkg-config --exists ayatana-appindicator3-0.1,build packages)

system-test:
	$(call packages,$(TEST_PACKAGES),$(TEST_NEEDS),test in a real window)

system-python:
	$(call packages,python3 python3-venv,python3 -c 'import ensurepip',try Adobe's Python client)

## ---- the page ----------------------------------------------------------------------------------

PAGE_SOURCES := $(shell find ui \( -name node_modules -o -name dist \) -prune -o -type f -print 2>/dev/null)

ui/node_modules/.package-lock.json: ui/package-lock.json | node
	cd ui && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

# DuckDB, as a second opinion on our Parquet.
tests/readers/node_modules/.package-lock.json: tests/readers/package-lock.json | node
	cd tests/readers && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

# A blob store that none of us wrote, for the landing zone.
tests/azurite/node_modules/.package-lock.json: tests/azurite/package-lock.json | node
	cd tests/azurite && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

# Adobe's own Python client, to try on the practice platform; it stays in target/.
aepp: target/aepp/.installed

target/aepp/.installed: tests/aepp/requirements.txt | system-python
	[ -x target/aepp/bin/python ] || python3 -m venv target/aepp
	target/aepp/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(PAGE_SOURCES) | node
	cd ui && npm run build
	@touch $@
