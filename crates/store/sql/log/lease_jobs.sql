update jobs set leased_until = $2, attempts = attempts + 1
where job_id in (
  select job_id from jobs where dead = false and due_at <= $1 and leased_until <= $1 order by due_at limit $3
  /*pg for update skip locked*/
)
returning job_id, kind, seller_id, subject, attempts
