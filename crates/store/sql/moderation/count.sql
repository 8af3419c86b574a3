insert into moderation_counts (month, what, key, n) values ($1, $2, $3, $4)
on conflict (month, what, key) do update set n = moderation_counts.n + excluded.n
