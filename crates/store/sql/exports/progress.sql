update exports set done = $3, total = $4 where seller_id = $1 and export_id = $2 and state = 'running'
