delete from mutes where person_id = $1 and subject = $2
