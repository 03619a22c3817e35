# SPDX-License-Identifier: Apache-2.0
parley = build/release/apps/cli/parley
main_job = $(parley) run scenarios/after-hanoi/after-hanoi.toml \
  --page out/after-hanoi.html --json-file out/after-hanoi.json && \
  $(parley) run scenarios/after-hanoi/private-resolve.toml \
  --page out/private-resolve.html --json-file out/private-resolve.json

.PHONY: run test format tidy clean

run:
	@tools/setup.sh run
	@cmake --workflow --preset release
	@mkdir -p out
	$(main_job)

test:
	@tools/setup.sh test
	@cmake --workflow --preset check

format:
	@tools/format.sh

tidy:
	@tools/tidy.sh

clean:
	rm -rf build out web/dist
