#!/bin/sh
# Builds the site on Cloudflare Pages: enter `sh build.sh` as the build command and `public` as the output
# directory. Fill in where `site` comes from, here or as variables of the project.
set -eu
: "${SITE_REPOSITORY:=https://github.com/OWNER/site}"
: "${SITE_REVISION:=COMMIT}"
command -v cargo > /dev/null || {
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal
    . "$HOME/.cargo/env"
}
cargo install --locked --git "$SITE_REPOSITORY" --rev "$SITE_REVISION" --root "$HOME/.site"
"$HOME/.site/bin/site" build --base-url "${CF_PAGES_URL:-https://example.org}/"
