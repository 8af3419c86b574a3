  and r.waits = true and r.place > $2 and r.place < $14
order by r.place limit $3
