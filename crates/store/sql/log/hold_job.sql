update jobs set leased_until = $2 where job_id = $1
