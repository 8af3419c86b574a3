insert into queue_counts (queue, waiting, risky) values ($1, $2, $3)
on conflict (queue) do update set waiting = queue_counts.waiting + excluded.waiting, risky = queue_counts.risky + excluded.risky
