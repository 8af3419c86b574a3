insert into traces (kind, hash, who, message_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing
