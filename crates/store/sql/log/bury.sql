insert into dead_letters (consumer, seq, attempts, error, at) values ($1, $2, $3, $4, $5)
on conflict (consumer, seq) do update set attempts = excluded.attempts, error = excluded.error, at = excluded.at
