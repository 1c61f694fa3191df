#!/bin/sh
# Writes a backup of the store and its evidence to COP_BACKUPS, then deletes those older than COP_BACKUP_DAYS (30).
# Run by cop-backup.timer, or in a container: docker compose exec cop-8601 deploy/backup.sh
set -eu
umask 077

cd "$(dirname "$0")/.."
if [ ! -d "${COP_BACKUPS:-}" ]; then
    echo "COP_BACKUPS: '${COP_BACKUPS:-}' is not a folder. Make it, and name it in the environment." >&2
    exit 1
fi
.venv/bin/python cli.py backup -o "$COP_BACKUPS/cop-$(date -u +%Y%m%dT%H%M%SZ).zip"
# Reached only after a backup was written, so that a failing one never leaves the folder empty.
find "$COP_BACKUPS" -maxdepth 1 -type f -name 'cop-*.zip' -mtime "+${COP_BACKUP_DAYS:-30}" -delete
