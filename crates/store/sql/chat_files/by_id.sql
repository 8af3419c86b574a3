where file_id = $1
