# `just` alone lists the recipes.
_default:
    @just --list --unsorted

# Everything on sample data, in the browser of your choice
demo *ARGS:
    cargo run --release -- demo {{ARGS}}

# What continuous integration runs; `just test lint http` runs some stages
test *STAGES:
    scripts/test {{STAGES}}

# Rewrites the sources as rustfmt wants them
fmt:
    cargo fmt --all

# Formatting, clippy and licences
lint:
    scripts/test format lint

# Measures, and rewrites bench/RESULTS.md
bench *ARGS:
    cargo build --release -p server -p bench
    OTKLIK_TEST_DURABLE=1 scripts/postgres bash -c 'target/release/bench run --postgres "$OTKLIK_TEST_POSTGRES" "$@"' bench {{ARGS}}

# A scratch PostgreSQL for as long as the command runs: `just postgres cargo test -p store`
postgres *COMMAND:
    scripts/postgres {{COMMAND}}
