insert into strikes (who, at, message_id, verdict, label, forgiven) values ($1, $2, $3, $4, $5, false) on conflict do nothing
