# Everything a newcomer needs: make demo, make test.
PORT ?= 8000
VENV = .venv/bin
# The inner rooms, where a wrong type would be a wrong right.
TYPED = kith/audit kith/access kith/decisions kith/people kith/toolkit kith/thresholds

.PHONY: demo test quick lint bench bench-search clean

demo:
	@command -v git >/dev/null || { echo "kith: git is missing. Install it, then run this again." >&2; exit 1; }
	@sh scripts/venv.sh requirements.txt
	@KITH_ENV=demo $(VENV)/kith demo --port $(PORT)

test:
	@sh scripts/venv.sh requirements-test.txt
	@sh scripts/test-tools.sh
	@$(MAKE) --no-print-directory lint
	KITH_ENV=test KITH_TEST_DATABASE=postgresql $(VENV)/python -m pytest -n 2
	@# The whole runs on PostgreSQL, which an authority has. On SQLite the rooms run again, with every rule, query and door of
	@# theirs; what walks every page or channel is asked once, and tests/commands builds the demonstration on SQLite.
	KITH_ENV=test $(VENV)/python -m pytest -n 2 kith --ignore=kith/demo -m "not walk"

quick: lint
	KITH_ENV=test $(VENV)/python -m pytest -n 2 kith tests/architecture

lint:
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/lint-imports
	KITH_ENV=test $(VENV)/mypy $(TYPED)
	KITH_ENV=test $(VENV)/python manage.py makemigrations --check --dry-run
	KITH_SECRET_KEY=$$($(VENV)/python -c 'import secrets; print(secrets.token_hex(40))') KITH_AUDIT_KEY=only-for-this-check-0123456789abcdef KITH_HASH_KEY=only-for-this-check-0123456789abcdef KITH_HOSTS=kith.example KITH_ADDRESS=https://kith.example KITH_ENV=production $(VENV)/python manage.py check --deploy --fail-level WARNING

bench:
	@sh scripts/venv.sh requirements-test.txt
	@sh scripts/test-tools.sh
	@SIZE=$(SIZE) $(VENV)/python -m bench

bench-search:
	@sh scripts/venv.sh requirements-test.txt
	@sh scripts/test-tools.sh
	@$(VENV)/python -m bench.search

clean:
	rm -rf var .pytest_cache .ruff_cache .mypy_cache
