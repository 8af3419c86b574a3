  and (r.stars, r.place) > ($14, $2)
order by r.stars, r.place limit $3
