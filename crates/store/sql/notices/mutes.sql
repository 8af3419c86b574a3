select subject, until from mutes where person_id = $1 and until > $2 order by subject
