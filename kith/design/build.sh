#!/bin/sh
# Compiles the stylesheet and copies scripts and fonts from the packages of package-lock.json. For maintainers and CI.
set -eu
cd "$(dirname "$0")/../.."
out=kith/design/static/design
npx sass --no-source-map --style=compressed --quiet-deps --pkg-importer=node kith/design/sass/kith.scss "$out/kith.css"
cp node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js "$out/govuk-frontend.min.js"
sed -i 's://# sourceMappingURL=.*::' "$out/govuk-frontend.min.js"
for weight in 400 700; do
    cp "node_modules/@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-$weight-normal.woff2" "$out/fonts/atkinson-hyperlegible-$weight.woff2"
    cp "node_modules/@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-ext-$weight-normal.woff2" "$out/fonts/atkinson-hyperlegible-ext-$weight.woff2"
done
cp node_modules/@fontsource/atkinson-hyperlegible/LICENSE "$out/fonts/atkinson-hyperlegible.LICENSE.txt"
