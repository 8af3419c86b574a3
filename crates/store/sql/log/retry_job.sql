update jobs set due_at = $2, leased_until = 0, error = $3, dead = $4 where job_id = $1
