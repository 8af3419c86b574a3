where r.request_id = $1
