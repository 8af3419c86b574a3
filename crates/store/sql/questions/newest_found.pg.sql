order by w.place desc limit $3
