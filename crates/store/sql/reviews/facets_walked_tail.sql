  and r.place > $2 and r.place < $14
group by 1, 2, 3, 4, 5, 6 limit $3
