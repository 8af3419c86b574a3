delete from dead_letters where consumer = $1 and seq = $2
