update contacts set bounces = 0, trouble = '' where person_id = $1 and bounces > 0
