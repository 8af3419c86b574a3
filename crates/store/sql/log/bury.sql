insert into dead_letters (consumer, batch, seq, attempts, error, at) values ($1, $2, $3, $4, $5, $6)
on conflict (consumer, batch, seq) do update set attempts = excluded.attempts, error = excluded.error, at = excluded.at
