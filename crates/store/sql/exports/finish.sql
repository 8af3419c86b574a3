update exports set state = $3, done = $4, bytes = $5, ended_at = $6
where seller_id = $1 and export_id = $2 and state = 'running'
