#!/bin/sh
# Takes the pictures of the README anew, by driving the demo in headless Chromium. Needs Chromium and an emoji font
# (Debian: chromium, fonts-noto-color-emoji).
set -e
cd "$(dirname "$0")/.."
exec go test ./cmd/tocsin -count=1 -run TestDemoInABrowser -pictures "$PWD/docs"
