delete from jobs where job_id = $1
