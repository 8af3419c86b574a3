delete from dead_letters where consumer = $1 and batch = $2 and seq = $3
