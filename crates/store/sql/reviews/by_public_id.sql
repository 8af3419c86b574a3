where r.place = $1 and r.deleted = false
