#!/bin/bash
# Starts server.py on $PORT with Debian's Python, trusting the JWK set in $KEYS. Installs Authlib and
# Flask first where that is possible (root). Exit status 3: not here, and not installable.
set -euo pipefail

if ! /usr/bin/python3 -c 'import authlib, flask' 2>/dev/null; then
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 3
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    python3-authlib python3-flask >/dev/null 2>&1 || exit 3
fi
exec /usr/bin/python3 -B "$(dirname "$0")/server.py" "$PORT" "$KEYS"
