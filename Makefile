# The front door. `make chat` and `make test` do everything from a bare Debian 12; CMake does the work.
BUILD_PACKAGES := g++ cmake ninja-build pkg-config libfmt-dev nlohmann-json3-dev libexpected-dev \
  libhwy-dev libmd4c-dev libcli11-dev libtomlplusplus-dev libpcre2-dev libutf8proc-dev \
  libncurses-dev libreadline-dev
TEST_PACKAGES := libgtest-dev libgmock-dev librapidcheck-dev libvterm-dev
DEMO_PACKAGES := g++ python3-venv python3-dev libjemalloc2
CHECK_PACKAGES := clang clang-format-14 libclang-rt-14-dev

.PHONY: all chat test bench format check-format fuzz demo-model build-deps test-deps check-deps demo-deps clean

# build/ponder, optimised.
all: build/CMakeCache.txt
	cmake --build build --target ponder

chat: build-deps
	@$(MAKE) --no-print-directory all
	@./build/ponder chat

test: test-deps build/CMakeCache.txt
	cmake --build build
	ctest --test-dir build --output-on-failure -j $$(nproc)

bench: build-deps
	cmake --preset release -DPONDER_BENCH=ON
	cmake --build build --target kernel_bench ponder

format:
	git ls-files '*.cc' '*.h' | xargs clang-format-14 -i
check-format:
	git ls-files '*.cc' '*.h' | xargs clang-format-14 --dry-run --Werror

# Trains the built-in model anew; hours on two cores (see assets/demo/README.md).
demo-model: demo-deps
	assets/demo/make.sh

clean:
	rm -rf build build-*

build/CMakeCache.txt: | build-deps
	cmake --preset release

# Installs what is missing and nothing else; silent when nothing is.
define install
	@missing=$$(for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  echo "Installing" $$missing; \
	  sudo=$$([ $$(id -u) = 0 ] || echo sudo); \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
endef
build-deps:
	$(call install,$(BUILD_PACKAGES))
test-deps: build-deps
	$(call install,$(TEST_PACKAGES))
demo-deps:
	$(call install,$(DEMO_PACKAGES))
check-deps: test-deps
	$(call install,$(CHECK_PACKAGES))
