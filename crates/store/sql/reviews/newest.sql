  and r.place < $2 and r.place > $14
order by r.place desc limit $3
