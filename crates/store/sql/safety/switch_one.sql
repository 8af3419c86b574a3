where switch_id = $1
