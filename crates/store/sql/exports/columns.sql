select export_id, format, lang, filter, state, done, total, bytes, created_at, ended_at from exports
