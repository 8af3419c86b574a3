update contacts set bounces = bounces + 1, trouble = $2, updated_at = $3 where person_id = $1
