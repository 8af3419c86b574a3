insert into jobs (job_id, kind, seller_id, subject, due_at, leased_until, attempts, dead, error)
values ($1, $2, $3, $4, $5, 0, 0, false, '')
on conflict (job_id) do nothing
