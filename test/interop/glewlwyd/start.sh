#!/bin/bash
# Starts Debian's Glewlwyd on 127.0.0.1:$PORT with a throw-away database in $RUN, in the foreground.
# Installs it first where that is possible (root). Exit status 3: not here, and not installable.
set -euo pipefail

if ! [ -x /usr/bin/glewlwyd ] || ! command -v sqlite3 >/dev/null; then
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 3
  # The packaged default asks for a database server: no configuration, then, but our own.
  echo 'glewlwyd glewlwyd/config_type select No configuration' | debconf-set-selections
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends glewlwyd sqlite3 \
    >/dev/null 2>&1 || exit 3
fi

mkdir -p "$RUN"
zcat /usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz | sqlite3 "$RUN/glewlwyd.db"
cat > "$RUN/glewlwyd.conf" <<C
port=$PORT
bind_address="127.0.0.1"
external_url="http://127.0.0.1:$PORT"
login_url="login.html"
api_prefix="api"
static_files_path="/usr/share/glewlwyd/webapp/"
allow_origin="*"
log_mode="file"
log_level="INFO"
log_file="$RUN/glewlwyd.log"
cookie_secure=0
cookie_same_site="empty"
session_expiration=2419200
session_key="GLEWLWYD2_SESSION_ID"
admin_session_authentication="cookie"
profile_session_authentication="cookie"
allow_multiple_user_per_session=true
login_api_enabled=true
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm = "SHA512"
database = { type = "sqlite3"; path = "$RUN/glewlwyd.db"; };
C
sed -n '/^static_files_mime_types/,$p' /etc/glewlwyd/glewlwyd.conf >> "$RUN/glewlwyd.conf"
exec /usr/bin/glewlwyd --config-file="$RUN/glewlwyd.conf"
