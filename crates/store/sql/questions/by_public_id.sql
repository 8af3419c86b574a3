where q.place = $1
